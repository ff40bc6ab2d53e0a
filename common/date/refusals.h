// SPDX-License-Identifier: GPL-2.0-or-later
// What to say about a date that cannot be used: what is wrong, and what to write instead.
#pragma once

#include "common/date/date.h"
#include "common/errors/errors.h"

#include <string>
#include <string_view>
#include <vector>

namespace dateline::query {

/// The hint "`lead`: A, B or C". Each example can replace the refused text; those with spaces are
/// quoted.
std::string date_fix(std::string_view lead, const std::vector<std::string>& examples);

/// The hint for text that does not look like a date.
std::string date_examples();

/// The refusal of `text`, which is not a period: seasons, holidays, centuries, dates without a
/// year, the future, days that do not exist, and what is not a date at all.
Error period_refusal(std::string_view text, const Date& today);

}  // namespace dateline::query
