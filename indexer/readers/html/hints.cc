// SPDX-License-Identifier: GPL-2.0-or-later
// Names are read word by word (`relatedLinks`, `related-links` and `related_links` are two words
// each), so that `shadow` holds no `ad` and `headline` no `line`.
#include "indexer/readers/html/hints.h"

#include "indexer/readers/html/tree.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <vector>

namespace dateline::html {
namespace {

/// A word that begins so names something beside the article.
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
     "teaser",     "trending"});

/// So do these, for what readers say.
constexpr auto kReplyPrefixes = std::to_array<std::string_view>(
    {"comment", "disqus", "livefyre", "reply", "replies", "respond"});

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

template <std::size_t N>
bool is_among(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

char lower(char c) {
  return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
}

/// The words of one name of a class list, in lower case.
std::vector<std::string> words_of(std::string_view name) {
  std::vector<std::string> words;
  bool in_word = false;
  bool was_lower = false;
  for (const char c : name) {
    const bool is_letter = std::isalpha(static_cast<unsigned char>(c)) != 0;
    const bool is_upper = std::isupper(static_cast<unsigned char>(c)) != 0;
    if (is_letter && (!in_word || (is_upper && was_lower))) words.emplace_back();
    if (is_letter) words.back() += lower(c);
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
  return is_among(word, kBesideWords) || begins_with_any(word, kBesidePrefixes);
}

Hint hint_of_name(std::string_view name) {
  const std::vector<std::string> words = words_of(name);
  // `has-sidebar`, `with-comments`, `no-ads`: what a part has is not what it is.
  if (!words.empty() && (words[0] == "has" || words[0] == "with" || words[0] == "no" ||
                         words[0] == "is" || words[0] == "js")) {
    return Hint::None;
  }
  if (std::any_of(words.begin(), words.end(),
                  [](const std::string& word) { return begins_with_any(word, kReplyPrefixes); })) {
    return Hint::Replies;
  }
  if (std::any_of(words.begin(), words.end(), is_beside)) return Hint::Beside;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == "articlebody" || words[i] == "storybody") return Hint::Body;
    if (i + 1 < words.size() && is_among(words[i], kTexts) && is_among(words[i + 1], kContents)) {
      return Hint::Body;
    }
  }
  return Hint::None;
}

Hint hint_of_names(std::string_view names) {
  Hint hint = Hint::None;
  while (!names.empty()) {
    const std::size_t end = std::min(names.find_first_of(" \t\n\r\f"), names.size());
    hint = std::max(hint, hint_of_name(names.substr(0, std::min<std::size_t>(end, 80))));
    names.remove_prefix(std::min(end + 1, names.size()));
  }
  return hint;
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
  if (gumbo_get_attribute(&element.v.element.attributes, "hidden") != nullptr) return true;
  if (attribute(element, "aria-hidden") == "true") return true;
  std::string style;
  for (const char c : attribute(element, "style").substr(0, 512)) {
    if (c != ' ') style += lower(c);
  }
  return style.find("display:none") != std::string::npos ||
         style.find("visibility:hidden") != std::string::npos;
}

}  // namespace

Hint hint_of(const GumboNode& element) {
  const GumboTag tag = tag_of(element);
  const Hint by_tag = hint_of_tag(tag);
  if (by_tag == Hint::Unseen || is_unseen(element)) return Hint::Unseen;
  // The page as a whole is named after what it has, not after what it is.
  if (tag == GUMBO_TAG_BODY || tag == GUMBO_TAG_HTML || tag == GUMBO_TAG_MAIN) return Hint::None;
  if (is_among(attribute(element, "role"), kBesideRoles)) return Hint::Beside;
  if (attribute(element, "itemprop") == "articleBody") return Hint::Body;
  return std::max({by_tag, hint_of_names(attribute(element, "class").substr(0, 512)),
                   hint_of_names(attribute(element, "id").substr(0, 80))});
}

}  // namespace dateline::html
