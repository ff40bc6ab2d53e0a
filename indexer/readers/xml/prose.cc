// SPDX-License-Identifier: GPL-2.0-or-later
// The names of NITF and XHTML never contradict each other, so one walk reads both.
#include "indexer/readers/xml/prose.h"

#include "common/text/ascii.h"
#include "common/text/utf8.h"
#include "indexer/readers/base/markup.h"

#include <algorithm>
#include <array>

namespace dateline::xml {
namespace {

/// What an element does to the text around it.
enum class Role { Inline, Block, Row, Cell, Break, AsIs, Unread };

struct Named {
  std::string_view name;
  Role role;
};

/// Sorted by name; all others are inline.
constexpr std::array<Named, 52> kRoles = {{
    {"abstract", Role::Block},     {"address", Role::Block},
    {"article", Role::Block},      {"aside", Role::Block},
    {"blockquote", Role::Block},   {"body", Role::Block},
    {"body.content", Role::Block}, {"body.end", Role::Block},
    {"body.head", Role::Unread},   {"bq", Role::Block},
    {"br", Role::Break},           {"caption", Role::Row},
    {"center", Role::Block},       {"col", Role::Unread},
    {"credit", Role::Block},       {"dd", Role::Block},
    {"div", Role::Block},          {"dl", Role::Block},
    {"dt", Role::Block},           {"figure", Role::Unread},
    {"fn", Role::Block},           {"h1", Role::Block},
    {"h2", Role::Block},           {"h3", Role::Block},
    {"h4", Role::Block},           {"h5", Role::Block},
    {"h6", Role::Block},           {"head", Role::Unread},
    {"header", Role::Block},       {"hl1", Role::Block},
    {"hl2", Role::Block},          {"hr", Role::Block},
    {"li", Role::Block},           {"media", Role::Unread},
    {"noscript", Role::Unread},    {"note", Role::Block},
    {"ol", Role::Block},           {"p", Role::Block},
    {"pre", Role::AsIs},           {"script", Role::Unread},
    {"section", Role::Block},      {"style", Role::Unread},
    {"svg", Role::Unread},         {"table", Role::Block},
    {"tagline", Role::Block},      {"td", Role::Cell},
    {"template", Role::Unread},    {"th", Role::Cell},
    {"title", Role::Unread},       {"tr", Role::Row},
    {"ul", Role::Block},           {"virtloc", Role::Unread},
}};
static_assert(std::is_sorted(kRoles.begin(), kRoles.end(),
                             [](const Named& a, const Named& b) { return a.name < b.name; }));

Role role_of(std::string_view name) {
  const auto* it = std::lower_bound(kRoles.begin(), kRoles.end(), name,
                                    [](const Named& a, std::string_view b) { return a.name < b; });
  return it != kRoles.end() && it->name == name ? it->role : Role::Inline;
}

/// Collects words, and puts between them the widest gap found there.
class Writer {
 public:
  enum class Gap { None, Blank, Line, Paragraph };

  void gap(Gap gap) { pending_ = std::max(pending_, gap); }

  void fold(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
      if (ascii::is_blank(text[at])) {
        gap(Gap::Blank);
        ++at;
        continue;
      }
      std::size_t end = at;
      while (end < text.size() && !ascii::is_blank(text[end])) ++end;
      word(text.substr(at, end - at));
      at = end;
    }
  }

  void lines(std::string_view text) {
    while (!text.empty()) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      fold(text.substr(0, end));
      if (end == text.size()) break;
      gap(pending_ == Gap::Line ? Gap::Paragraph : Gap::Line);
      text.remove_prefix(end + 1);
    }
  }

  std::string take() && { return std::move(out_); }

 private:
  void word(std::string_view word) {
    if (!out_.empty()) {
      constexpr std::array<std::string_view, 4> kGaps = {"", " ", "\n", "\n\n"};
      out_ += kGaps[static_cast<std::size_t>(pending_)];
    }
    pending_ = Gap::None;
    out_ += word;
  }

  std::string out_;
  Gap pending_ = Gap::None;
};

void read(Element element, Writer& out);

void read_child(Element child, Writer& out) {
  using Gap = Writer::Gap;
  if (child.is_text()) return out.fold(child.piece());
  const Role role = role_of(child.local_name());
  switch (role) {
    case Role::Unread:
      return;
    case Role::Break:
      return out.gap(Gap::Line);
    case Role::AsIs:
      out.gap(Gap::Paragraph);
      out.lines(child.own_text());
      return out.gap(Gap::Paragraph);
    case Role::Inline:
      return read(child, out);
    case Role::Block:
    case Role::Row:
    case Role::Cell:
      break;
  }
  const Gap gap = role == Role::Block ? Gap::Paragraph : role == Role::Row ? Gap::Line : Gap::Blank;
  out.gap(gap);
  read(child, out);
  out.gap(gap);
}

void read(Element element, Writer& out) {
  for (Element child = element.first(); child; child = child.next()) read_child(child, out);
}

}  // namespace

std::string prose(Element element) {
  // Markup in a CDATA section, or escaped, is text to the parser.
  if (!element.has_elements()) return text::tidy_paragraphs(plain_text(element.own_text()));
  Writer out;
  read(element, out);
  return plain_text(std::move(out).take());
}

std::string captions(Element element) {
  Writer out;
  for (const std::string_view name : {"media-caption", "figcaption"}) {
    for (const Element caption : element.descendants(name)) {
      read(caption, out);
      out.gap(Writer::Gap::Paragraph);
    }
  }
  return std::move(out).take();
}

}  // namespace dateline::xml
