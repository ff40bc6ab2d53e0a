// SPDX-License-Identifier: GPL-2.0-or-later
// Posting lists as glass stores them: chunks, each under its own key.
//
//   key "term"                   termfreq, collfreq, first docid - 1, then as below
//   key "term" 00 docid          is it the last chunk ('0', '1'), last docid - first docid,
//                                wdf, { gap - 1, wdf }…
//
// The lengths of all documents are such a list too, under the key 00 E0, its two frequencies 0.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace dateline::glass {

struct Posting {
  std::uint32_t docid = 0;
  std::uint32_t wdf = 0;
  friend bool operator==(const Posting&, const Posting&) = default;
};

/// Where they are.
inline constexpr const char* kPostlistFile = "postlist.glass";

/// Begins the keys of entries that are not terms.
inline constexpr std::string_view kValueStatsKey("\0\xD0", 2);
inline constexpr std::string_view kValueChunkKey("\0\xD8", 2);
inline constexpr std::string_view kLengthsKey("\0\xE0", 2);

/// The key of a term's first chunk, and the prefix of those of the others: zero bytes are escaped.
std::string term_key(std::string_view term);

/// The term of a first chunk's key; false when it is the key of something else.
bool term_of_key(std::string_view key, std::string& term);

}  // namespace dateline::glass
