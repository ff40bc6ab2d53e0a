// SPDX-License-Identifier: GPL-2.0-or-later
// Whatever was thrown, as an Error.
#pragma once

#include "common/errors/errors.h"

#include <exception>
#include <functional>
#include <optional>

namespace dateline {

/// What was thrown, as reported to users: Errors as they are; failures of Xapian and of the machine
/// as such; anything else as a bug in Dateline.
Error failure_of(const std::exception_ptr& thrown);

/// Runs `work`; nothing when all went well.
std::optional<Error> failure_of(const std::function<void()>& work);

}  // namespace dateline
