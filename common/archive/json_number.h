// SPDX-License-Identifier: GPL-2.0-or-later
// Numbers in untrusted JSON.
#pragma once

#include "common/fields/record.h"

#include <cstdint>

#include <nlohmann/json.hpp>

namespace dateline {

/// A number that is whole and not negative. Throws nlohmann::json::exception where `json` is not
/// one: reading it as one anyway has no defined value.
inline std::uint64_t whole_number(const Json& json) {
  if (json.is_number_unsigned()) return json.get<std::uint64_t>();
  throw Json::type_error::create(302, "a number is not whole", nullptr);
}

}  // namespace dateline
