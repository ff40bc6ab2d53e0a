// SPDX-License-Identifier: GPL-2.0-or-later
// Ampersands that do not begin a reference: "AT&T" and "?a=1&b=2" are unescaped in many feeds.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace dateline::xml {

/// Tells them from references, and from what is in CDATA sections, in the pieces of one document.
class Ampersands {
 public:
  /// Where the bare ones of the next piece are.
  std::vector<std::size_t> bare(std::string_view piece);

  /// The next piece, with "&amp;" for each of them.
  std::string escaped(std::string_view piece);

 private:
  bool in_cdata_ = false;
};

}  // namespace dateline::xml
