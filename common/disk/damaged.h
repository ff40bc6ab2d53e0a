// SPDX-License-Identifier: GPL-2.0-or-later
// The one exception for bytes of an archive that are not what was written.
#pragma once

#include "common/errors.h"

#include <string>

namespace dateline::disk {

/// Bytes that are not what the format says, or not as they were written. Whoever knows the file
/// adds its name; what nobody adds to still ends the program in order, with exit code 3.
class Damaged : public Error {
 public:
  explicit Damaged(const std::string& what)
      : Error(Exit::BadArchive, what,
              "run: dateline-index check ARCHIVE; then repair it, or restore it from a backup") {}
};

}  // namespace dateline::disk
