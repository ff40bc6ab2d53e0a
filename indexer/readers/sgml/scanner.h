// SPDX-License-Identifier: GPL-2.0-or-later
// Tags and text of SGML that was never validated. No DTD is read: what looks like a tag is one, and
// everything else is text.
#pragma once

#include <string>
#include <string_view>

namespace dateline::sgml {

/// A piece of a document; its views are parts of the document.
struct Token {
  enum class Kind { Text, Open, Close, End };
  Kind kind = Kind::End;
  std::string_view text;        ///< of text: as written, references to entities included
  std::string_view name;        ///< of a tag: as written
  std::string_view attributes;  ///< of an opening tag: all that follows the name
};

/// Passes through a document once, in time bounded by its size. Comments, declarations and
/// processing instructions are skipped.
class Scanner {
 public:
  explicit Scanner(std::string_view document) : document_(document) {}
  Token next();

 private:
  bool read_tag(Token& token);
  bool skip_declaration();

  std::string_view document_;
  std::size_t at_ = 0;
  bool no_comment_ends_ = false;  ///< from here on; so that it is not searched for repeatedly
};

/// The value of an attribute, without quotes; empty when there is none of that name (any case).
std::string_view attribute(std::string_view attributes, std::string_view name);

}  // namespace dateline::sgml
