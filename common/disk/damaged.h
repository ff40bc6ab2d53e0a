// SPDX-License-Identifier: GPL-2.0-or-later
// The one exception for bytes of an archive that are not what was written.
#pragma once

#include "common/errors/errors.h"

#include <string>

namespace dateline::disk {

/// Bytes that violate the format, or have changed since they were written. OpenSegment::use adds
/// the shard and its place; without that, the program still ends in order, with exit code 3.
class Damaged : public Error {
 public:
  explicit Damaged(const std::string& what)
      : Error(Code::Damaged, what,
              "run: dateline-index check ARCHIVE; then repair it, or restore it from a backup") {}
  /// `file` may be followed by the place in it: "postlist.glass, block 3".
  Damaged(const std::string& file, const std::string& what) : Damaged(file + ": " + what) {}
};

}  // namespace dateline::disk
