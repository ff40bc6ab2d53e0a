// SPDX-License-Identifier: GPL-2.0-or-later
// One pass over tags and text, without a tree: a piece of a body has no structure worth keeping,
// and parsers that build trees take quadratic time, or the stack, on hostile nesting.
#include "indexer/readers/base/markup.h"

#include "common/text/ascii.h"
#include "common/text/utf8.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cstdint>

#include <libxml/HTMLparser.h>
#include <unicode/utf8.h>

namespace dateline {
namespace {

/// Elements that begin and end a paragraph. Sorted.
constexpr std::array<std::string_view, 37> kBlocks = {
    "address", "article", "aside", "blockquote", "body",   "caption", "center", "dd",
    "div",     "dl",      "dt",    "figcaption", "figure", "footer",  "form",   "h1",
    "h2",      "h3",      "h4",    "h5",         "h6",     "header",  "hl1",    "hl2",
    "hr",      "li",      "main",  "nav",        "ol",     "p",       "pre",    "section",
    "table",   "td",      "th",    "tr",         "ul"};

/// Elements whose content is not text for readers. Sorted.
constexpr std::array<std::string_view, 8> kUnread = {"iframe", "math", "noscript", "script",
                                                     "style",  "svg",  "template", "title"};

/// Stand for the ends of paragraphs and lines until all is read: no text holds them that is kept.
constexpr char kParagraphEnd = '\x1E';
constexpr char kLineEnd = '\x1F';

/// "&CounterClockwiseContourIntegral;" is the longest there is.
constexpr std::size_t kMaxReferenceBytes = 34;
constexpr std::string_view kReferenceCharacters =
    "#0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

template <std::size_t N>
bool is_among(const std::array<std::string_view, N>& sorted, std::string_view name) {
  return std::binary_search(sorted.begin(), sorted.end(), name);
}

bool starts_name(char c) {
  return ascii::is_letter(c);
}

void append_character(std::uint32_t code, std::string& out) {
  if (code == 0 || code > 0x10FFFF || U_IS_SURROGATE(code)) code = 0xFFFD;
  // In markup a no-break space is layout: a space, or a paragraph kept open.
  if (code == 0xA0) code = ' ';
  std::array<char, U8_MAX_LENGTH> bytes{};
  std::size_t length = 0;
  U8_APPEND_UNSAFE(bytes.data(), length, code);
  out.append(bytes.data(), length);
}

/// &#150; to mark a dash is an error of Windows programs that every browser tolerates.
void append_numbered(std::uint32_t code, std::string& out) {
  if (code >= 0x80 && code < 0xA0) {
    out += text::decode_8bit(std::string(1, static_cast<char>(code))).text;
  } else {
    append_character(code, out);
  }
}

/// How much of a tag is looked at.
constexpr std::size_t kMaxTagBytes = 400;

constexpr int kMostEscapes = 3;

/// Elements inside lines, which have an attribute or an end where they are meant. Sorted.
constexpr std::array<std::string_view, 14> kInline = {"a",    "abbr",   "b",   "br",    "em",
                                                      "font", "i",      "img", "input", "small",
                                                      "span", "strong", "sup", "u"};

/// Does a tag of HTML begin here, after its "<"? "<b" in "a <b and c" is none.
bool opens_known_element(std::string_view here) {
  std::string name;
  while (name.size() < here.size() && ascii::is_letter_or_digit(here[name.size()]) &&
         name.size() < 12) {
    name += ascii::lower(here[name.size()]);
  }
  const bool is_inline = is_among(kInline, name);
  if (!is_inline && !is_among(kBlocks, name) && !is_among(kUnread, name)) return false;
  if (name == "br") return true;
  const std::string_view rest = here.substr(name.size());
  if (rest.starts_with('>') || rest.starts_with("/>") || rest.starts_with(" />")) return !is_inline;
  const std::size_t end = rest.find('>');
  const bool has_attribute = rest.substr(0, end).find('=') != std::string_view::npos;
  return end != std::string_view::npos && rest.starts_with(' ') && has_attribute;
}

class MarkupText {
 public:
  explicit MarkupText(std::string_view markup) : rest_(markup) {}

  std::string text() && {
    out_.reserve(rest_.size());
    while (!rest_.empty()) {
      const std::size_t plain = std::min(rest_.find_first_of("<&"), rest_.size());
      out_ += rest_.substr(0, plain);
      rest_.remove_prefix(plain);
      if (rest_.empty()) break;
      if (rest_.front() == '&') {
        reference();
      } else {
        tag();
      }
    }
    return text::tidy_paragraphs(breaks_lines_ ? with_line_ends() : out_);
  }

 private:
  /// If elements break lines, white space in the markup is one space.
  [[nodiscard]] std::string with_line_ends() const {
    std::string lines;
    lines.reserve(out_.size());
    for (const char c : out_) {
      if (c == kParagraphEnd) {
        lines += "\n\n";
      } else if (c == kLineEnd) {
        lines += '\n';
      } else if (c != ' ' && c != '\n' && c != '\t' && c != '\r') {
        lines += c;
      } else if (!lines.ends_with(' ')) {
        lines += ' ';
      }
    }
    return lines;
  }

  void break_line(char mark) {
    out_ += mark;
    breaks_lines_ = true;
  }

  void literal() {
    out_ += rest_.front();
    rest_.remove_prefix(1);
  }

  void reference() {
    const std::size_t end = rest_.substr(0, kMaxReferenceBytes).find(';');
    if (end == std::string_view::npos || end < 2) return literal();
    std::string_view name = rest_.substr(1, end - 1);
    if (name.front() == '#') {
      name.remove_prefix(1);
      const bool is_hex = name.starts_with('x') || name.starts_with('X');
      if (is_hex) name.remove_prefix(1);
      std::uint32_t code = 0;
      const auto [stop, error] =
          std::from_chars(name.data(), name.data() + name.size(), code, is_hex ? 16 : 10);
      if (name.empty() || stop != name.data() + name.size()) return literal();
      append_numbered(error == std::errc() ? code : 0, out_);
    } else if (name == "apos") {  // of XML, not of HTML 4, whose table libxml2 has
      out_ += '\'';
    } else {
      const std::string terminated(name);
      const auto* known = htmlEntityLookup(reinterpret_cast<const xmlChar*>(terminated.c_str()));
      if (known == nullptr) return literal();
      append_character(known->value, out_);
    }
    rest_.remove_prefix(end + 1);
  }

  void tag() {
    if (rest_.starts_with("<!--")) return skip_past("-->");
    if (rest_.starts_with("<![CDATA[")) return cdata();
    if (rest_.starts_with("<!") || rest_.starts_with("<?")) return skip_past(">");
    const bool closes = rest_.starts_with("</");
    std::size_t at = closes ? 2 : 1;
    if (at >= rest_.size() || !starts_name(rest_[at])) return literal();
    std::string name;
    while (at < rest_.size() && std::isspace(static_cast<unsigned char>(rest_[at])) == 0 &&
           rest_[at] != '>' && rest_[at] != '/') {
      name += ascii::lower(rest_[at++]);
    }
    const bool is_whole = skip_attributes(at);
    if (name == "br") {
      break_line(kLineEnd);
    } else if (is_among(kBlocks, name)) {
      break_line(kParagraphEnd);
    } else if (!closes && !is_whole && is_among(kUnread, name)) {
      skip_element(name);
    }
    // What stood between two spaces leaves one.
    if (out_.ends_with(' ') && rest_.starts_with(' ')) rest_.remove_prefix(1);
  }

  /// Leaves `rest_` after the tag. True if it ends in "/>".
  bool skip_attributes(std::size_t at) {
    while (at < rest_.size() && rest_[at] != '>') {
      const char c = rest_[at];
      if ((c == '"' || c == '\'') && rest_[at - 1] == '=') {
        const std::size_t end = rest_.find(c, at + 1);
        // An unclosed quote is part of the tag, which ends as if it were not there.
        if (end != std::string_view::npos) at = end;
      }
      ++at;
    }
    const bool is_whole = rest_[std::min(at, rest_.size()) - 1] == '/';
    rest_.remove_prefix(std::min(at + 1, rest_.size()));
    return is_whole;
  }

  void skip_past(std::string_view end) {
    const std::size_t found = rest_.find(end);
    rest_.remove_prefix(found == std::string_view::npos ? rest_.size() : found + end.size());
  }

  void cdata() {
    constexpr std::size_t kOpening = 9;
    const std::size_t end = std::min(rest_.find("]]>"), rest_.size());
    out_ += rest_.substr(kOpening, end - kOpening);
    skip_past("]]>");
  }

  void skip_element(std::string_view name) {
    const auto same = [](char a, char b) { return ascii::lower(a) == b; };
    const std::string closing = "</" + std::string(name);
    const auto* found =
        std::search(rest_.begin(), rest_.end(), closing.begin(), closing.end(), same);
    rest_.remove_prefix(static_cast<std::size_t>(found - rest_.begin()));
    if (!rest_.empty()) skip_past(">");
  }

  std::string_view rest_;
  std::string out_;
  bool breaks_lines_ = false;
};

}  // namespace

std::string text_from_markup(std::string_view markup) {
  return MarkupText(markup).text();
}

bool holds_markup(std::string_view text) {
  if (holds_tags(text)) return true;
  for (std::size_t at = 0; (at = text.find('&', at)) != std::string_view::npos; ++at) {
    const std::string_view here = text.substr(at + 1, kMaxReferenceBytes);
    const std::size_t name = here.find_first_not_of(kReferenceCharacters);
    if (name != 0 && name != std::string_view::npos && here[name] == ';') return true;
  }
  return false;
}

bool holds_tags(std::string_view text) {
  for (std::size_t at = 0; (at = text.find('<', at)) != std::string_view::npos; ++at) {
    const std::string_view here = text.substr(at + 1, kMaxTagBytes);
    if (here.starts_with('/') || here.starts_with("!--") || here.starts_with("![CDATA[")) {
      return true;
    }
    if (opens_known_element(here)) return true;
  }
  return false;
}

std::string plain_text(std::string text) {
  if (!holds_markup(text)) return text;
  text = text_from_markup(text);
  // Markup is escaped twice where a program took it for text.
  for (int i = 0; i < kMostEscapes && holds_tags(text); ++i) text = text_from_markup(text);
  return text;
}

}  // namespace dateline
