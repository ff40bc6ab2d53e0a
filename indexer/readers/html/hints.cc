// SPDX-License-Identifier: GPL-2.0-or-later
// Names are read word by word (`relatedLinks`, `related-links` and `related_links` are two words
// each), so that `shadow` does not contain `ad`, nor `headline` `line`.
#include "indexer/readers/html/hints.h"

#include "common/text/among.h"
#include "common/text/ascii.h"
#include "indexer/readers/html/tree.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace dateline::html {
namespace {

/// A word that begins like this names something beside the article.
constexpr auto kBesidePrefixes = std::to_array<std::string_view>(
    {"addthis",    "advert",       "affiliate",  "attribution", "breadcrumb", "byline",
     "caption",    "consent",      "cookie",     "copyright",   "credit",     "dateline",
     "disclaimer", "donat",        "fancybox",   "footer",      "footnote",   "gdpr",
     "hatom",      "jp",           "legal",      "lightbox",    "masthead",   "menu",
     "modal",      "mostread",     "nav",        "newsletter",  "noprint",    "outbrain",
     "overlay",    "pager",        "pagination", "permalink",   "player",     "popular",
     "popup",      "premium",      "promo",      "rating",      "readmore",   "recirc",
     "recommend",  "registration", "relate",     "share",       "sharing",    "sidebar",
     "signup",     "slideshow",    "social",     "sponsor",     "subscri",    "taboola",
     "teaser",     "trending",     "videoplayer"});

/// So do these, for readers' comments.
constexpr auto kReplyPrefixes = std::to_array<std::string_view>(
    {"comment", "disqus", "livefyre", "reply", "replies", "respond"});

/// But a commentary is an article.
constexpr auto kNoReplies = std::to_array<std::string_view>({"commentary", "commentaries"});

/// A name with one of these words is about the look of a part: `-bottom-space`, `margin-bottom`.
constexpr auto kOfLook = std::to_array<std::string_view>(
    {"align", "border", "gap", "margin", "padding", "space", "spacing"});

/// The content of a part with such a name belongs to other articles or to none.
constexpr auto kAwayPrefixes =
    std::to_array<std::string_view>({"breadcrumb", "masthead", "menu", "mostread", "nav", "popular",
                                     "recirc", "recommend", "relate", "trending"});

/// A part with such a name has dates of its own.
constexpr auto kElsePrefixes = std::to_array<std::string_view>(
    {"biograph",  "birth",     "box",        "calendar",  "caption", "chronolog", "comment",
     "copyright", "credit",    "deadline",   "event",     "fact",    "figure",    "gallery",
     "infobox",   "lightbox",  "newsletter", "obituar",   "photo",   "picture",   "promo",
     "quote",     "recommend", "sidebar",    "slideshow", "teaser",  "timeline",  "widget"});
constexpr auto kElseWords = std::to_array<std::string_view>({"bio", "ad", "ads", "advert", "life"});

/// A name with one of these words, and none of the others, marks the date of publication.
constexpr auto kDates = std::to_array<std::string_view>(
    {"date", "datetime", "datum", "fecha", "posted", "postdate", "postmeta", "postmetadata",
     "pubdate", "published", "publishdate", "time", "timestamp"});
constexpr auto kOtherDates =
    std::to_array<std::string_view>({"comment", "current", "event", "events", "header", "today"});
constexpr auto kChanges =
    std::to_array<std::string_view>({"changed", "modified", "update", "updated"});

/// And a word that is exactly one of these.
constexpr auto kBesideWords = std::to_array<std::string_view>(
    {"ad",    "ads",    "adunit",    "adv",     "author",  "authors", "bio",      "bottom",
     "date",  "figure", "gallery",   "hidden",  "meta",    "more",    "next",     "patreon",
     "poll",  "prev",   "print",     "profile", "pubdate", "shop",    "shopping", "sr",
     "tag",   "tags",   "timestamp", "toc",     "toolbar", "tools",   "topics",   "trc",
     "video", "widget", "yarpp",     "zergnet"});

/// Pairs that name the text of an article.
constexpr auto kTexts = std::to_array<std::string_view>(
    {"article", "story", "entry", "post", "news", "page", "body", "main", "blog"});
constexpr auto kContents = std::to_array<std::string_view>({"body", "content", "text", "contents"});

constexpr auto kBesideRoles =
    std::to_array<std::string_view>({"navigation", "complementary", "banner", "contentinfo",
                                     "search", "dialog", "alertdialog", "menu", "menubar"});

/// The words of one name of a class list, in lower case.
std::vector<std::string> words_of(std::string_view name) {
  std::vector<std::string> words;
  bool in_word = false;
  bool was_lower = false;
  for (const char c : name) {
    const bool is_letter = ascii::is_letter(c);
    const bool is_upper = ascii::is_upper(c);
    if (is_letter && (!in_word || (is_upper && was_lower))) words.emplace_back();
    if (is_letter) words.back() += ascii::lower(c);
    in_word = is_letter;
    was_lower = is_letter && !is_upper;
  }
  return words;
}

template <std::size_t N>
bool begins_with_any(std::string_view word, const std::array<std::string_view, N>& prefixes) {
  return std::any_of(prefixes.begin(), prefixes.end(),
                     [&](std::string_view prefix) { return word.starts_with(prefix); });
}

bool is_beside(const std::string& word) {
  return text::is_among(word, kBesideWords) || begins_with_any(word, kBesidePrefixes);
}

/// What the words of one name say.
void judge_name(std::string_view name, Judgement& judgement) {
  const std::vector<std::string> words = words_of(name);
  // `has-sidebar`, `with-comments`, `no-ads`: what a part contains is not what it is.
  // `category-popular` is where an article was filed.
  constexpr auto kOfContent =
      std::to_array<std::string_view>({"has", "with", "no", "is", "js", "category"});
  if (words.size() > 1 && text::is_among(words[0], kOfContent)) return;
  const bool is_of_look = std::any_of(words.begin(), words.end(), [](const std::string& word) {
    return text::is_among(word, kOfLook);
  });
  if (is_of_look) return;
  Hint hint = Hint::None;
  bool is_date = false;
  bool is_other_date = false;
  bool is_change = false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    const bool is_pair = i + 1 < words.size() && text::is_among(word, kTexts) &&
                         text::is_among(words[i + 1], kContents);
    const bool is_text = word == "articlebody" || word == "storybody" || is_pair;
    if (begins_with_any(word, kReplyPrefixes) && !text::is_among(word, kNoReplies)) {
      hint = Hint::Replies;
    } else if (is_beside(word)) {
      hint = std::max(hint, Hint::Beside);
    } else if (is_text) {
      hint = std::max(hint, Hint::Body);
    }
    judgement.serves_else |=
        begins_with_any(word, kElsePrefixes) || text::is_among(word, kElseWords);
    judgement.leads_away |= begins_with_any(word, kAwayPrefixes);
    is_date |= text::is_among(word, kDates);
    is_other_date |= text::is_among(word, kOtherDates);
    is_change |= text::is_among(word, kChanges);
  }
  judgement.hint = std::max(judgement.hint, hint);
  judgement.is_date |= is_date && !is_other_date && !is_change;
  judgement.is_change |= is_change;
}

void judge_names(std::string_view names, Judgement& judgement) {
  while (!names.empty()) {
    const std::size_t end = std::min(names.find_first_of(" \t\n\r\f"), names.size());
    judge_name(names.substr(0, std::min<std::size_t>(end, 80)), judgement);
    names.remove_prefix(std::min(end + 1, names.size()));
  }
}

Hint hint_of_tag(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_FOOTER:
    case GUMBO_TAG_ASIDE:
    case GUMBO_TAG_FIGCAPTION:
    case GUMBO_TAG_CAPTION:
    case GUMBO_TAG_MENU:
      return Hint::Beside;
    case GUMBO_TAG_BUTTON:
    case GUMBO_TAG_LABEL:
    case GUMBO_TAG_OPTION:
    case GUMBO_TAG_LEGEND:
    case GUMBO_TAG_OBJECT:
    case GUMBO_TAG_AUDIO:
    case GUMBO_TAG_VIDEO:
    case GUMBO_TAG_CANVAS:
    case GUMBO_TAG_HEAD:
    case GUMBO_TAG_TEMPLATE:
      return Hint::Unseen;
    default:
      return Hint::None;
  }
}

bool is_unseen(const GumboNode& element) {
  // React sends late parts of a page hidden, under such ids, and a script moves them into place.
  const bool is_late = attribute(element, "id").starts_with("S:");
  if (gumbo_get_attribute(&element.v.element.attributes, "hidden") != nullptr) return !is_late;
  if (attribute(element, "aria-hidden") == "true") return true;
  std::string style;
  for (const char c : attribute(element, "style").substr(0, 512)) {
    if (c != ' ') style += ascii::lower(c);
  }
  return style.find("display:none") != std::string::npos ||
         style.find("visibility:hidden") != std::string::npos;
}

}  // namespace

Judgement judge(const GumboNode& element) {
  const GumboTag tag = tag_of(element);
  Judgement judgement;
  judgement.hint = hint_of_tag(tag);
  judgement.leads_away = tag == GUMBO_TAG_NAV;
  judgement.serves_else = tag == GUMBO_TAG_FIGURE || tag == GUMBO_TAG_FIGCAPTION ||
                          tag == GUMBO_TAG_CAPTION || tag == GUMBO_TAG_ASIDE ||
                          tag == GUMBO_TAG_BLOCKQUOTE;
  if (judgement.hint == Hint::Unseen || is_unseen(element)) {
    judgement.hint = Hint::Unseen;
    return judgement;
  }
  // The whole page is named after what it contains, not what it is.
  if (tag == GUMBO_TAG_BODY || tag == GUMBO_TAG_HTML || tag == GUMBO_TAG_MAIN) return {};
  const std::string_view names = attribute(element, "class").substr(0, 512);
  // A paragraph that is not to be printed is a part of the text; a part of the page is not.
  if (tag != GUMBO_TAG_P || names != "noprint") judge_names(names, judgement);
  judge_names(attribute(element, "id").substr(0, 80), judgement);
  if (text::is_among(attribute(element, "role"), kBesideRoles)) {
    judgement.hint = Hint::Beside;
  } else if (attribute(element, "itemprop") == "articleBody") {
    judgement.hint = Hint::Body;
  }
  // WordPress uses this name for a date that was never changed: "entry-date published updated".
  judgement.is_change &= !judgement.is_date;
  return judgement;
}

}  // namespace dateline::html
