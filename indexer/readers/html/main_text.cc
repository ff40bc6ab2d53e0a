// SPDX-License-Identifier: GPL-2.0-or-later
// Prose is long and has few links: the element that holds most of it, near the leaves of the tree,
// is the article. What the page's author named as something else is not prose, and from the rest a
// few things are removed that occur among paragraphs everywhere.
#include "indexer/readers/html/main_text.h"

#include "common/text/utf8.h"
#include "indexer/readers/html/appeals.h"
#include "indexer/readers/html/names.h"

#include <algorithm>

namespace dateline::html {
namespace {

/// A block or part with more of its text in links than this is a menu.
constexpr double kMenuShare = 0.5;
constexpr double kProseLinkShare = 0.34;

/// A menu with more of the page's prose than this is not a menu.
constexpr double kMenuProse = 0.1;

/// A part with more of the page's prose than this is the article, whatever its name.
constexpr double kTooMuchToLeaveOut = 0.7;

/// An article is at most this many levels above its paragraphs…
constexpr int kLevels = 5;
/// …and what is beside its densest part belongs to it if it is at least this heavy.
constexpr double kSiblingShare = 0.2;
constexpr double kSiblingBytes = 80;

/// If names leave less prose than this, and would leave out this many times as much, they are not
/// believed.
constexpr double kLeastProse = 140;
constexpr double kMuchMore = 5;

bool holds_one_paragraph(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_P:
    case GUMBO_TAG_LI:
    case GUMBO_TAG_UL:
    case GUMBO_TAG_OL:
    case GUMBO_TAG_BLOCKQUOTE:
    case GUMBO_TAG_PRE:
    case GUMBO_TAG_DD:
    case GUMBO_TAG_SPAN:
      return true;
    default:
      return false;
  }
}

double share(double part, double whole) {
  return whole == 0 ? 0 : part / whole;
}

class Selection {
 public:
  Selection(const Outline& outline, std::string_view headline, const std::vector<Parts>& parts)
      : outline_(outline),
        headline_(headline),
        parts_(parts),
        left_out_(outline.blocks.size(), 0) {}

  std::vector<std::size_t> run() {
    leave_out_appeals();
    weigh();
    if (total_ == 0) return {};
    leave_out_replies();
    weigh();
    leave_out_teasers();
    weigh();
    const double whole = total_;
    const std::vector<char> others = left_out_;
    leave_out_what_is_beside();
    weigh();
    if (total_ < kLeastProse && whole >= kMuchMore * total_) {
      // The names on this page are misleading.
      left_out_ = others;
      weigh();
    }
    chosen_.assign(outline_.blocks.size(), 0);
    choose_around(densest());
    take_out_menus();
    take_out_headings();
    trim_ends();
    std::vector<std::size_t> blocks;
    for (std::size_t i = 0; i < chosen_.size(); ++i) {
      if (chosen_[i] != 0) blocks.push_back(i);
    }
    return blocks;
  }

 private:
  const Element& element_of(std::size_t block) const {
    return outline_.elements[outline_.blocks[block].element];
  }

  static double link_share(const Block& block) {
    return share(static_cast<double>(block.link_bytes), static_cast<double>(block.text.size()));
  }

  /// A block's weight as prose: its bytes outside links.
  double weight(std::size_t i) const {
    const Block& block = outline_.blocks[i];
    if (left_out_[i] != 0 || block.text.size() < kSentenceBytes) return 0;
    if (link_share(block) > kProseLinkShare || is_heading(element_of(i).tag)) return 0;
    return static_cast<double>(block.text.size() - block.link_bytes);
  }

  /// Prefix sums of weights, so that an element's weight is a difference.
  void weigh() {
    sums_.assign(outline_.blocks.size() + 1, 0);
    for (std::size_t i = 0; i < outline_.blocks.size(); ++i) sums_[i + 1] = sums_[i] + weight(i);
    total_ = sums_.back();
  }

  double mass(const Element& element) const {
    return sums_[element.end_block] - sums_[element.first_block];
  }

  /// Readers' comments are not the article, however many there are.
  void leave_out_replies() {
    for (const Element& element : outline_.elements) {
      if (element.hint == Hint::Replies && total_ - mass(element) >= kSentenceBytes) {
        leave_out(element);
      }
    }
  }

  /// Nobody's article asks its readers to subscribe, wherever it does and however little else the
  /// page has.
  void leave_out_appeals() {
    for (std::size_t i = 0; i < left_out_.size(); ++i) {
      if (weight(i) > 0 && appeal_of(outline_.blocks[i].text) != Appeal::None) left_out_[i] = 1;
    }
  }

  /// Blocks of one form, each with a heading that links elsewhere, are other articles.
  void leave_out_teasers() {
    for (const Parts& parts : parts_) {
      if (!parts.lead_away || is_of_article(parts)) continue;
      double teasers = 0;
      for (const Part& part : parts.all) teasers += sums_[part.end] - sums_[part.begin];
      if (total_ - teasers < kLeastProse || teasers > kTooMuchToLeaveOut * total_) continue;
      for (const Part& part : parts.all) leave_out(outline_.elements[part.element]);
    }
  }

  /// Sections whose headings link somewhere are in the article's text, or have the main heading.
  bool is_of_article(const Parts& parts) const {
    return std::any_of(parts.all.begin(), parts.all.end(), [&](const Part& part) {
      if (part.element == kNoElement) return true;
      for (std::size_t i = part.begin; i < part.end; ++i) {
        if (i != part.heading && element_of(i).tag == GUMBO_TAG_H1) return true;
      }
      for (std::size_t at = part.element; at != kNoElement; at = outline_.elements[at].parent) {
        if (outline_.elements[at].hint == Hint::Body) return true;
      }
      return false;
    });
  }

  void leave_out_what_is_beside() {
    for (std::size_t i = 0; i < outline_.elements.size();) {
      const Element& element = outline_.elements[i];
      const bool beside =
          element.hint == Hint::Beside && mass(element) < kTooMuchToLeaveOut * total_;
      if (beside) leave_out(element);
      i = beside ? element.end : i + 1;
    }
  }

  void leave_out(const Element& element) {
    std::fill(left_out_.begin() + static_cast<std::ptrdiff_t>(element.first_block),
              left_out_.begin() + static_cast<std::ptrdiff_t>(element.end_block), 1);
  }

  /// Paragraphs vote for the elements above them, half as much for each further level: the
  /// article's element is near them, and collects the votes of all of them.
  std::size_t densest() const {
    std::vector<double> votes(outline_.elements.size(), 0);
    for (std::size_t i = 0; i < outline_.blocks.size(); ++i) {
      double vote = sums_[i + 1] - sums_[i];
      if (vote == 0) continue;
      std::size_t at = outline_.blocks[i].element;
      while (holds_one_paragraph(outline_.elements[at].tag) &&
             outline_.elements[at].parent != kNoElement) {
        at = outline_.elements[at].parent;
      }
      for (int level = 0; level < kLevels && at != kNoElement; ++level, vote /= 2) {
        votes[at] += vote * (outline_.elements[at].hint == Hint::Body ? 1.5 : 1);
        at = outline_.elements[at].parent;
      }
    }
    return static_cast<std::size_t>(std::max_element(votes.begin(), votes.end()) - votes.begin());
  }

  void choose(std::size_t first, std::size_t end) {
    for (std::size_t i = first; i < end; ++i) chosen_[i] = left_out_[i] == 0 ? 1 : 0;
  }

  /// Articles are often cut in parts, with advertisements in between: also takes the prose beside
  /// the densest part and beside its parents.
  void choose_around(std::size_t index) {
    choose(outline_.elements[index].first_block, outline_.elements[index].end_block);
    const double heaviest = mass(outline_.elements[index]);
    for (int level = 0; level < kLevels; ++level) {
      const Element& inner = outline_.elements[index];
      // What is beside a whole article is other articles.
      if (inner.tag == GUMBO_TAG_ARTICLE || inner.tag == GUMBO_TAG_MAIN ||
          inner.parent == kNoElement) {
        return;
      }
      const Element& outer = outline_.elements[inner.parent];
      if (outer.tag == GUMBO_TAG_HTML) return;
      for (std::size_t child = inner.parent + 1; child < outer.end;
           child = outline_.elements[child].end) {
        const Element& sibling = outline_.elements[child];
        if (child != index && belongs(sibling, inner, heaviest)) {
          choose(sibling.first_block, sibling.end_block);
        }
      }
      for (std::size_t i = outer.first_block; i < outer.end_block; ++i) {
        if (outline_.blocks[i].element == inner.parent && sums_[i + 1] > sums_[i]) chosen_[i] = 1;
      }
      index = inner.parent;
    }
  }

  bool belongs(const Element& sibling, const Element& part, double heaviest) const {
    if (sibling.tag == GUMBO_TAG_ARTICLE) return false;
    const double prose = mass(sibling);
    double links = 0;
    double bytes = 0;
    for (std::size_t i = sibling.first_block; i < sibling.end_block; ++i) {
      if (left_out_[i] != 0) continue;
      links += static_cast<double>(outline_.blocks[i].link_bytes);
      bytes += static_cast<double>(outline_.blocks[i].text.size());
    }
    if (share(links, bytes) > kProseLinkShare) return false;
    if (is_heading(sibling.tag)) return true;  // over the part; otherwise it is removed again
    if (sibling.kind == part.kind || sibling.hint == Hint::Body || holds_one_paragraph(sibling.tag))
      return prose >= kSentenceBytes;
    return prose >= kSiblingBytes && prose >= kSiblingShare * heaviest;
  }

  /// Lists of links, and lines that are nothing but a link, lead away from the article.
  void take_out_menus() {
    for (const Element& element : outline_.elements) {
      if (element.tag != GUMBO_TAG_UL && element.tag != GUMBO_TAG_OL &&
          element.tag != GUMBO_TAG_TABLE && element.tag != GUMBO_TAG_DIV) {
        continue;
      }
      double links = 0;
      double bytes = 0;
      for (std::size_t i = element.first_block; i < element.end_block; ++i) {
        links += static_cast<double>(outline_.blocks[i].link_bytes);
        bytes += static_cast<double>(outline_.blocks[i].text.size());
      }
      if (share(links, bytes) <= kMenuShare || mass(element) > kMenuProse * total_) continue;
      for (std::size_t i = element.first_block; i < element.end_block; ++i) chosen_[i] = 0;
    }
    for (std::size_t i = 0; i < chosen_.size(); ++i) {
      const Block& block = outline_.blocks[i];
      const bool says_more = block.text.size() - block.link_bytes >= kSentenceBytes;
      if (link_share(block) > kMenuShare && !says_more) chosen_[i] = 0;
    }
  }

  bool is_headline(std::size_t i) const {
    const std::string& text = outline_.blocks[i].text;
    return text == headline_ ||
           (is_heading(element_of(i).tag) && letters(text) == letters(headline_));
  }

  /// The headline has its own field; a heading over nothing belonged to something removed.
  void take_out_headings() {
    bool text_follows = false;
    for (std::size_t i = chosen_.size(); i-- > 0;) {
      if (chosen_[i] == 0) continue;
      const GumboTag tag = element_of(i).tag;
      if (tag == GUMBO_TAG_H1 || is_headline(i)) {
        chosen_[i] = 0;
      } else if (is_heading(tag)) {
        if (!text_follows) chosen_[i] = 0;
        text_follows = false;
      } else {
        text_follows = true;
      }
    }
  }

  /// An article begins and ends with sentences. Before and after are names, dates and labels.
  void trim_ends() {
    const auto is_label = [&](std::size_t i) {
      const Block& block = outline_.blocks[i];
      return block.text.size() < 2 * kSentenceBytes && !ends_sentence(block.text) &&
             !is_heading(element_of(i).tag);
    };
    for (std::size_t i = 0; i < chosen_.size(); ++i) {
      if (chosen_[i] == 0) continue;
      if (!is_label(i)) break;
      chosen_[i] = 0;
    }
    for (std::size_t i = chosen_.size(); i-- > 0;) {
      if (chosen_[i] == 0) continue;
      if (!is_label(i)) break;
      chosen_[i] = 0;
    }
  }

  const Outline& outline_;
  std::string_view headline_;
  const std::vector<Parts>& parts_;
  std::vector<char> left_out_;
  std::vector<char> chosen_;
  std::vector<double> sums_;
  double total_ = 0;
};

}  // namespace

bool ends_sentence(std::string_view text) {
  constexpr std::string_view kClosing[] = {".",  "!", "?", ":",  ";",  "\"", "”",
                                           "’",  "»", "…", "。", "！", "？", "」",
                                           "』", "।", "؟", ")",  "“",  "'",  "*"};
  return std::any_of(std::begin(kClosing), std::end(kClosing),
                     [&](std::string_view mark) { return text.ends_with(mark); });
}

std::vector<std::size_t> main_blocks(const Outline& outline, std::string_view headline,
                                     const std::vector<Parts>& parts) {
  return Selection(outline, headline, parts).run();
}

std::string joined(const Outline& outline, const std::vector<std::size_t>& blocks) {
  std::string text;
  for (const std::size_t block : blocks) {
    if (!text.empty()) text += "\n\n";
    text += outline.blocks[block].text;
  }
  return text;
}

}  // namespace dateline::html
