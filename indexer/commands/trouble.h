// SPDX-License-Identifier: GPL-2.0-or-later
// What is wrong with something, for those who go on to the next.
#pragma once

#include "common/errors.h"

#include <string>

namespace dateline {

/// What stops `work`, in words; empty when it comes to its end.
template <typename Work>
std::string trouble_of(Work work) {
  try {
    work();
    return "";
  } catch (const Error& e) {
    return e.what();
  }
}

}  // namespace dateline
