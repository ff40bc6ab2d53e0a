// SPDX-License-Identifier: GPL-2.0-or-later
// What is wrong with something, for those who go on to the next.
#pragma once

#include "common/disk/fd.h"
#include "common/errors/errors.h"

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

/// What `work` finds to be damaged, in words; empty when it comes to its end. A call that failed is
/// no damage, and thrown: what it was for may be well.
template <typename Work>
std::string damage_of(Work work) {
  try {
    work();
    return "";
  } catch (const disk::Failed& e) {
    if (!e.is_of_file()) throw;
    return e.what();
  } catch (const Error& e) {
    return e.what();
  }
}

}  // namespace dateline
