// SPDX-License-Identifier: GPL-2.0-or-later
// JSON files that end with a checksum of themselves: archive.json, and what alerts have delivered.
//
//   {…,
//     "checksum": "9f86d081884c7d65"
//   }
//
// It covers everything before the comma that precedes it (common/disk/sums.h).
#pragma once

#include <string>
#include <string_view>

namespace dateline {

/// A JSON object with members, and the checksum after the last of them.
std::string sealed(std::string object);

/// Is it what `sealed` made?
bool is_sealed(std::string_view text);

}  // namespace dateline
