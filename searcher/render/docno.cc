// SPDX-License-Identifier: GPL-2.0-or-later
// Only spaces: ids contain no other white space.
#include "searcher/render/docno.h"

namespace dateline {

std::string docno(std::string_view id) {
  std::string out;
  for (const char c : id) {
    if (c == ' ') {
      out += "%20";
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace dateline
