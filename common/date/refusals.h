// SPDX-License-Identifier: GPL-2.0-or-later
// What is said about a date that cannot be taken: what is wrong, and what to write in its place.
#pragma once

#include "common/date/date.h"
#include "common/errors/errors.h"

#include <string>
#include <string_view>
#include <vector>

namespace dateline::query {

/// The hint "`lead`: A, B or C". Each example may be put in the place of the text refused; those
/// with blanks are quoted.
std::string date_fix(std::string_view lead, const std::vector<std::string>& examples);

/// The hint for text in which no date can be seen.
std::string date_examples();

/// The refusal of `text`, which is no period: seasons, feasts, centuries, dates without a year,
/// what lies ahead, days that do not exist, and what is no date at all.
Error period_refusal(std::string_view text, const Date& today);

}  // namespace dateline::query
