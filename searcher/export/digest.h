// SPDX-License-Identifier: GPL-2.0-or-later
// How digests are named and printed.
#pragma once

#include <string>

#include <xxhash.h>

namespace dateline {

inline constexpr const char* kDigestName = "XXH3-128";

/// 32 hexadecimal digits, the most significant first, as xxhsum -H2 prints them.
std::string digest_text(XXH128_hash_t hash);

}  // namespace dateline
