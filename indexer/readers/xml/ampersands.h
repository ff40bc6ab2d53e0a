// SPDX-License-Identifier: GPL-2.0-or-later
// Ampersands that do not begin a reference: "AT&T" and "?a=1&b=2" are unescaped in many feeds. And
// references to characters that XML forbids, such as "&#8;".
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace dateline::xml {

/// Tells them from other references, and from what is in CDATA sections, in the pieces of one
/// document.
class Ampersands {
 public:
  struct Wrong {
    std::size_t at = 0;
    std::size_t size = 0;  ///< of a reference; 0 for a bare ampersand
  };

  /// Where those of the next piece are.
  std::vector<Wrong> wrong(std::string_view piece);

  /// The next piece, with "&amp;" for each bare ampersand and a blank for each forbidden character;
  /// then `is_repaired` is set.
  std::string escaped(std::string_view piece, bool& is_repaired);

 private:
  bool in_cdata_ = false;
};

}  // namespace dateline::xml
