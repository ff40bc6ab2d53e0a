// SPDX-License-Identifier: GPL-2.0-or-later
// One walk over the tree. Two line breaks in a row end a paragraph, as on old pages.
#include "indexer/readers/html/outline.h"

#include "common/text/ascii.h"

#include <functional>
#include <string>

namespace dateline::html {
namespace {

bool is_inline(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_A:
    case GUMBO_TAG_ABBR:
    case GUMBO_TAG_ACRONYM:
    case GUMBO_TAG_B:
    case GUMBO_TAG_BDI:
    case GUMBO_TAG_BDO:
    case GUMBO_TAG_BIG:
    case GUMBO_TAG_CITE:
    case GUMBO_TAG_CODE:
    case GUMBO_TAG_DATA:
    case GUMBO_TAG_DEL:
    case GUMBO_TAG_DFN:
    case GUMBO_TAG_EM:
    case GUMBO_TAG_FONT:
    case GUMBO_TAG_I:
    case GUMBO_TAG_INS:
    case GUMBO_TAG_KBD:
    case GUMBO_TAG_MARK:
    case GUMBO_TAG_NOBR:
    case GUMBO_TAG_Q:
    case GUMBO_TAG_RB:
    case GUMBO_TAG_RP:
    case GUMBO_TAG_RT:
    case GUMBO_TAG_RUBY:
    case GUMBO_TAG_S:
    case GUMBO_TAG_SAMP:
    case GUMBO_TAG_SMALL:
    case GUMBO_TAG_SPAN:
    case GUMBO_TAG_STRIKE:
    case GUMBO_TAG_STRONG:
    case GUMBO_TAG_SUB:
    case GUMBO_TAG_SUP:
    case GUMBO_TAG_TIME:
    case GUMBO_TAG_TT:
    case GUMBO_TAG_U:
    case GUMBO_TAG_VAR:
      return true;
    default:
      return false;
  }
}

bool is_strong(GumboTag tag) {
  return tag == GUMBO_TAG_B || tag == GUMBO_TAG_STRONG;
}

/// The tag, and the letters of the first name: `post-17` and `post-18` have one form.
std::size_t form_of(GumboTag tag, std::string_view names) {
  std::size_t hash = 14695981039346656037ULL + tag;  // FNV-1a
  for (const char c : names.substr(0, names.find(' '))) {
    if (ascii::is_letter(c)) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  }
  return hash;
}

/// `enHeadline`, `article-title`, `titreArticle`; but a subtitle is none.
bool is_named_title(std::string_view names) {
  if (names.empty()) return false;
  const std::string lower = ascii::lower(names.substr(0, 128));
  const auto holds = [&](std::string_view word) { return lower.find(word) != lower.npos; };
  return (holds("headline") || holds("title") || holds("titre")) && !holds("sub");
}

class Walk {
 public:
  Outline run(const Tree& tree) {
    element(tree.root(), kNoElement);
    hand_down();
    return std::move(outline_);
  }

 private:
  /// The content of a part that leads away does so, too; but a part with a main heading, or most of
  /// the page, does not, whatever its name, nor is it readers' comments.
  void hand_down() {
    std::vector<Element>& all = outline_.elements;
    for (const Element& each : all) {
      if (each.tag != GUMBO_TAG_H1) continue;
      for (std::size_t at = each.parent; at != kNoElement; at = all[at].parent) {
        if (all[at].tag != GUMBO_TAG_NAV) all[at].leads_away = false;
        if (all[at].hint == Hint::Replies) all[at].hint = Hint::None;
        all[at].serves_else = false;
      }
    }
    for (Element& each : all) {
      const std::size_t blocks = each.end_block - each.first_block;
      each.leads_away &= 2 * blocks <= outline_.blocks.size();
      if (each.parent == kNoElement) continue;
      each.leads_away |= all[each.parent].leads_away;
      each.serves_else |= all[each.parent].serves_else;
    }
  }

  /// What is above all articles: the logo, and today's date.
  bool is_page_header(GumboTag tag, std::size_t parent) const {
    constexpr int kMostAbove = 3;
    if (tag != GUMBO_TAG_HEADER) return false;
    for (int level = 0; level < kMostAbove && parent != kNoElement; ++level) {
      const Element& outer = outline_.elements[parent];
      if (outer.tag == GUMBO_TAG_BODY) return true;
      if (outer.tag == GUMBO_TAG_ARTICLE || outer.tag == GUMBO_TAG_MAIN) return false;
      parent = outer.parent;
    }
    return false;
  }

  void element(const GumboNode& node, std::size_t parent) {
    const Judgement judgement = judge(node);
    const Hint hint = judgement.hint;
    if (hint == Hint::Unseen) return;
    const GumboTag tag = tag_of(node);
    // A named part of a line is taken out of the line, so that it can be left out.
    const bool is_part = (hint >= Hint::Beside && tag != GUMBO_TAG_A) ||
                         (judgement.is_change && tag == GUMBO_TAG_TIME);
    if (is_inline(tag) && !is_part) return inside(node, parent);
    break_block();
    const std::size_t index = outline_.elements.size();
    const std::size_t kind = std::hash<std::string_view>()(attribute(node, "class")) + tag;
    Element added;
    added.tag = tag;
    added.hint = hint;
    added.is_date = judgement.is_date;
    added.is_change = judgement.is_change;
    added.serves_else = judgement.serves_else;
    added.leads_away = judgement.leads_away || is_page_header(tag, parent);
    added.parent = parent;
    added.kind = kind;
    added.form = form_of(tag, attribute(node, "class"));
    added.is_title = is_named_title(attribute(node, "class"));
    added.first_block = outline_.blocks.size();
    outline_.elements.push_back(added);
    inside(node, index);
    break_block();
    outline_.elements[index].end_block = outline_.blocks.size();
    outline_.elements[index].end = outline_.elements.size();
  }

  void inside(const GumboNode& node, std::size_t index) {
    const bool is_link = tag_of(node) == GUMBO_TAG_A;
    const bool strong = is_strong(tag_of(node));
    if (is_link) link_ = attribute(node, "href");
    links_ += is_link ? 1 : 0;
    strongs_ += strong ? 1 : 0;
    for_each_child(node, [&](const GumboNode& child) {
      if (is_element(child)) {
        if (tag_of(child) == GUMBO_TAG_BR) return line_break();
        element(child, index);
      } else if (child.type == GUMBO_NODE_TEXT || child.type == GUMBO_NODE_WHITESPACE ||
                 child.type == GUMBO_NODE_CDATA) {
        add(child.v.text.text, index);
      }
    });
    links_ -= is_link ? 1 : 0;
    strongs_ -= strong ? 1 : 0;
  }

  void add(std::string_view text, std::size_t element) {
    // A block that has no text yet belongs to where its text begins.
    if (block_.text.empty()) block_.element = element;
    const std::size_t before = block_.text.size();
    for (std::size_t i = 0; i < text.size(); ++i) {
      const char c = text[i];
      if (c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f') {
        space_ = true;
        continue;
      }
      if (c == '\xC2' && i + 1 < text.size() && (text[i + 1] == '\xA0' || text[i + 1] == '\xAD')) {
        // A no-break space; a soft hyphen is not part of the text.
        space_ |= text[++i] == '\xA0';
        continue;
      }
      if (space_ && !block_.text.empty()) block_.text += ' ';
      space_ = false;
      block_.text += c;
    }
    const std::size_t added = block_.text.size() - before;
    if (added == 0) return;
    breaks_ = 0;
    if (links_ > 0) {
      if (block_.link_bytes == 0) block_.link = link_;
      block_.link_bytes += added;
    }
    if (strongs_ > 0) block_.strong_bytes += added;
  }

  void line_break() {
    space_ = true;
    if (++breaks_ >= 2) break_block();
  }

  void break_block() {
    breaks_ = 0;
    space_ = false;
    if (block_.text.empty()) return;
    outline_.blocks.push_back(std::move(block_));
    block_ = {};
  }

  Outline outline_;
  Block block_;
  std::string_view link_;  ///< where the last link that began leads
  bool space_ = false;
  int links_ = 0;
  int strongs_ = 0;
  int breaks_ = 0;
};

}  // namespace

Outline outline_of(const Tree& tree) {
  return Walk().run(tree);
}

bool is_heading(GumboTag tag) {
  return tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6;
}

}  // namespace dateline::html
