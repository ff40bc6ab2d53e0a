// SPDX-License-Identifier: GPL-2.0-or-later
// What is in a source: compressed files and containers are recognised by content and opened.
#pragma once

#include "indexer/readers/stream/stream.h"

namespace dateline {

/// How deep containers or compressed files may be nested. A compressed container
/// (.tar.gz) is one.
inline constexpr int kMaxNesting = 3;

/// With this many members nested deeper, a source is a bomb: skipping each requires unpacking what
/// is around it.
inline constexpr int kMaxTooDeep = 20;

/// A source may unpack to this many times its size, all levels of nesting together. Text compresses
/// 3 to 10 times, JSON Lines of nearly the same lines 50 times, and a bomb as much as its method
/// can: 1,030 times for gzip, far more for the others.
inline constexpr std::uint64_t kMaxExpansion = 200;

/// This much may be unpacked whatever the ratio: small files of repetitive text are legitimate, and
/// this much does no harm.
inline constexpr std::uint64_t kFreeExpansionBytes = std::uint64_t{16} << 20U;

/// This many members may contain no article, and one more for each kibibyte of the source: a
/// mirrored web site is mostly pictures, but those take space.
inline constexpr std::uint64_t kMaxBarrenMembers = 50'000;

/// Receives the contents of a source, in order.
class Visitor {
 public:
  Visitor() = default;
  Visitor(const Visitor&) = delete;
  Visitor& operator=(const Visitor&) = delete;
  virtual ~Visitor() = default;

  /// A file that is neither compressed nor a container. `member` is its path in the source, paths
  /// in nested containers joined by '/'; empty for the source itself. Reading may throw
  /// DamagedError, which is for the visitor to report. Returns whether it contained an article.
  virtual bool file(const std::string& member, Stream& bytes) = 0;

  /// Something that holds no article, as it is counted: "JPEG image", "empty".
  virtual void pass_over(const std::string& member, const std::string& kind) = 0;

  /// Something that cannot be read, and why.
  virtual void problem(const std::string& member, const std::string& reason) = 0;
};

/// Shows `visitor` everything in `source`. Bombs, and what is nested too deeply, become problems.
/// Throws what the visitor throws, and std::system_error when the machine fails.
void unpack(Stream& source, Visitor& visitor, std::uint64_t max_expansion = kMaxExpansion);

}  // namespace dateline
