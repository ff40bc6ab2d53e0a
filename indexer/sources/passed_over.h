// SPDX-License-Identifier: GPL-2.0-or-later
// Files that hold no article, counted by kind.
#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace dateline {

/// By kind: "JPEG image", "empty", "of the desktop".
using PassedOver = std::map<std::string, std::uint64_t>;

std::uint64_t sum_of(const PassedOver& kinds);

/// "2 of the desktop, 1 empty, 1 JPEG image": the most frequent first.
std::string text_of(const PassedOver& kinds);

}  // namespace dateline
