// SPDX-License-Identifier: GPL-2.0-or-later
// What a target holds the code to.
#pragma once

#include "common/cli/exit.h"
#include "common/errors/errors.h"

#include <stdexcept>

namespace dateline::fuzz {

/// Throws, with what was not kept.
inline void promise(bool kept, const char* what) {
  if (!kept) throw std::logic_error(what);
}

/// What is read for nothing but to see whether it can be.
template <typename T>
void look_at(const T& /*value*/) {}

/// Does what may fail because the bytes are damaged, and for no other reason. True when it did not.
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
