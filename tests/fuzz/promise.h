// SPDX-License-Identifier: GPL-2.0-or-later
// What a target requires of the code.
#pragma once

#include "common/cli/exit.h"
#include "common/errors/errors.h"

#include <stdexcept>

namespace dateline::fuzz {

/// Throws, naming the broken promise.
inline void promise(bool kept, const char* what) {
  if (!kept) throw std::logic_error(what);
}

/// Marks as used what is read only to see whether it can be.
template <typename T>
void look_at(const T& /*value*/) {}

/// Runs what may fail because the bytes are damaged, but for no other reason. True if it did not.
template <typename Work>
bool unless_damaged(Work work) {
  try {
    work();
    return true;
  } catch (const Error& error) {
    promise(exit_of(error.code()) == Exit::BadArchive, "damage is told as something else");
    promise(*error.what() != '\0', "damage is told without a word");
    return false;
  }
}

}  // namespace dateline::fuzz
