// SPDX-License-Identifier: GPL-2.0-or-later
// From a source to its articles: unpacked, recognised, read.
#pragma once

#include "indexer/readers/base/mapping.h"
#include "indexer/readers/base/reader.h"
#include "indexer/readers/stream/unpack.h"

#include <cstdint>
#include <optional>
#include <string>

namespace dateline {

struct ReadingOptions {
  const Format* format = nullptr;  ///< null: told by the content
  std::optional<Mapping> mapping;
  std::uint64_t max_expansion = kMaxExpansion;
  ListUnused unused = ListUnused::OfNone;
};

/// How a file without a byte is counted.
inline constexpr const char* kEmpty = "empty";

/// Receives a source's content, file by file; most sources are one file.
class Receiver {
 public:
  Receiver() = default;
  Receiver(const Receiver&) = delete;
  Receiver& operator=(const Receiver&) = delete;
  virtual ~Receiver() = default;

  /// A file begins, and this is its format. `member` is empty where the source is one file. Files
  /// that cannot be read have neither beginning nor end, and are one reject.
  virtual void begin(const std::string& member, const Format& format) = 0;
  /// A file that holds no article, as it is counted: "JPEG image", "empty". It has neither
  /// beginning nor end.
  virtual void pass_over(const std::string& member, const std::string& kind) = 0;
  /// An article or a reject. False when no more of this file is wanted.
  virtual bool take(ReadResult result) = 0;
  /// The file ends, or cannot be read further. `note` says what was skipped (see Reader).
  virtual void end(const std::string& member, const std::string& note) = 0;
};

/// Gives `receiver` all articles and rejects in `source`, which `file` names, with their member.
/// What cannot be read is a reject. Returns the bytes of text read, unpacked. Throws
/// std::system_error when the machine fails, and what `receiver` throws.
std::uint64_t read_source(Stream& source, const std::string& file, const ReadingOptions& options,
                          Receiver& receiver);

}  // namespace dateline
