// SPDX-License-Identifier: GPL-2.0-or-later
// The article of a script is its first object of an article's type; what its parts refer to by @id
// is looked up in all scripts of the page.
#include "indexer/readers/html/json_ld.h"

#include "common/text/utf8.h"
#include "indexer/readers/html/tree.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include <simdjson.h>

namespace dateline::html {
namespace {

namespace dom = simdjson::dom;

/// Deeper objects do not belong to the page's own article.
constexpr int kMaxNesting = 8;

constexpr auto kOtherTypes = std::to_array<std::string_view>(
    {"BlogPosting", "LiveBlogPosting", "Report", "SocialMediaPosting", "DiscussionForumPosting"});

/// What is below these is about other articles.
constexpr auto kOfOthers = std::to_array<std::string_view>(
    {"itemListElement", "hasPart", "isPartOf", "liveBlogUpdate", "comment", "mentions", "citation",
     "relatedLink", "associatedMedia", "video", "blogPost"});

/// The JSON of a script, value by value, as browsers and crawlers forgive it: what is outside of
/// all brackets is dropped (HTML comments, CDATA marks, semicolons), and so are comments in the
/// code and commas before a closing bracket; line breaks in strings become spaces. A script that
/// breaks off is closed.
class Repair {
 public:
  explicit Repair(std::string_view script) : script_(script) {}

  std::vector<std::string> run() && {
    for (; at_ < script_.size(); ++at_) {
      if (in_string_) {
        in_string();
      } else if (!skip_comment()) {
        outside_strings();
      }
    }
    if (!open_.empty()) {
      if (in_string_) json_ += '"';
      drop_comma();
      while (!open_.empty()) close();
    }
    return std::move(values_);
  }

 private:
  void in_string() {
    char c = script_[at_];
    if (static_cast<unsigned char>(c) < 0x20) c = ' ';
    if (c == '\\' && at_ + 1 < script_.size()) {
      constexpr std::string_view kEscapes = "\"\\/bfnrtu";
      const char escaped = script_[++at_];
      if (kEscapes.find(escaped) != std::string_view::npos) json_ += c;
      json_ += static_cast<unsigned char>(escaped) < 0x20 ? ' ' : escaped;
      return;
    }
    in_string_ = c != '"';
    json_ += c;
  }

  /// Moves to the last character of a comment or mark that begins here.
  bool skip_comment() {
    const std::string_view rest = script_.substr(at_);
    for (const std::string_view mark : {"<![CDATA[", "]]>", "<!--", "-->"}) {
      // "]]>" ends a list of lists only if two are open.
      if (!rest.starts_with(mark) || (mark[0] == ']' && open_.size() > 1)) continue;
      at_ += mark.size() - 1;
      return true;
    }
    if (rest.starts_with("/*")) {
      const std::size_t end = rest.find("*/", 2);
      // An opening mark may be all that a comment was to hide.
      at_ += end == std::string_view::npos ? 1 : skipped_comment(rest.substr(0, end + 2)) - 1;
      return true;
    }
    if (!rest.starts_with("//")) return false;
    const std::size_t end = std::min(rest.find_first_of("\r\n"), rest.size());
    at_ += skipped_comment(rest.substr(0, end)) - 1;
    return true;
  }

  /// A comment around a CDATA mark holds nothing else, or, where line breaks were lost, everything.
  static std::size_t skipped_comment(std::string_view comment) {
    for (const std::string_view mark : {"<![CDATA[", "]]>", "<!--", "-->"}) {
      const std::size_t at = comment.find(mark);
      if (at != std::string_view::npos) return at + mark.size();
    }
    return comment.size();
  }

  void outside_strings() {
    const char c = static_cast<unsigned char>(script_[at_]) < 0x20 ? ' ' : script_[at_];
    if (open_.empty() && c != '{' && c != '[') return;
    if (c == '{' || c == '[') {
      open_ += c == '{' ? '}' : ']';
      comma_ = std::string::npos;
    } else if (c == '}' || c == ']') {
      drop_comma();
      if (c == open_.back()) return close();
    } else if (c == ',') {
      comma_ = json_.size();
    } else if (c != ' ') {
      comma_ = std::string::npos;
    }
    in_string_ = c == '"';
    json_ += c;
  }

  void drop_comma() {
    if (comma_ != std::string::npos) json_[comma_] = ' ';
    comma_ = std::string::npos;
  }

  void close() {
    json_ += open_.back();
    open_.pop_back();
    if (!open_.empty()) return;
    values_.push_back(std::move(json_));
    json_.clear();
  }

  std::string_view script_;
  std::size_t at_ = 0;
  std::string json_;
  std::string open_;                       ///< the brackets that are to close what is open
  std::size_t comma_ = std::string::npos;  ///< of `json_`, if only spaces followed it
  bool in_string_ = false;
  std::vector<std::string> values_;
};

/// Does a script that cannot be parsed say that it is about an article?
bool names_article(std::string_view script) {
  const std::size_t type = script.find("@type");
  return type != std::string_view::npos && script.find("Article", type) != std::string_view::npos;
}

/// The date behind `key` in a script that cannot be parsed.
std::string date_behind(std::string_view script, std::string_view key) {
  constexpr std::size_t kMaxDate = 60;
  std::size_t at = script.find(key);
  if (at == std::string_view::npos) return "";
  at = script.find_first_not_of(" \t\r\n:", at + key.size());
  if (at == std::string_view::npos) return "";
  if (script[at] != '"') {
    return std::string(script.substr(at, script.find_first_not_of("0123456789", at) - at));
  }
  const std::size_t end = script.find('"', at + 1);
  if (end == std::string_view::npos || end - at > kMaxDate) return "";
  return std::string(script.substr(at + 1, end - at - 1));
}

/// "http://schema.org/NewsArticle" → "NewsArticle".
std::string_view bare_type(std::string_view type) {
  const auto slash = type.rfind('/');
  return slash == std::string_view::npos ? type : type.substr(slash + 1);
}

bool is_article_type(std::string_view type) {
  return type.ends_with("Article") ||
         std::find(kOtherTypes.begin(), kOtherTypes.end(), type) != kOtherTypes.end();
}

/// A page, or a question, that is dated like an article but does not call itself one.
bool is_page_type(std::string_view type) {
  return type.ends_with("Page") || type == "Question";
}

/// Types that name an outlet.
bool is_whole_type(std::string_view type) {
  constexpr auto kWholes = std::to_array<std::string_view>(
      {"WebSite", "Periodical", "Newspaper", "Magazine", "CreativeWork"});
  return std::find(kWholes.begin(), kWholes.end(), type) != kWholes.end();
}

class Scripts {
 public:
  explicit Scripts(const std::vector<dom::element>& roots) {
    for (const dom::element& root : roots) {
      const std::size_t before = articles_.size();
      visit(root, 0);
      if (articles_.size() > before) articles_.resize(before + 1);
    }
  }

  Stated read() const {
    Stated stated;
    for (const dom::element& one : articles_) complete(stated, article(one));
    for (const dom::element& one : pages_) {
      if (stated.date.empty()) take_date(text(one, {"datePublished"}), stated);
    }
    if (stated.whole.empty() && site_) stated.whole = text(*site_, {"name"});
    return stated;
  }

 private:
  void visit(const dom::element& value, int depth) {
    if (depth > kMaxNesting) return;
    if (value.is_array()) {
      for (const dom::element one : dom::array(value)) visit(one, depth + 1);
    }
    if (!value.is_object()) return;
    const dom::object object = value;
    std::string_view id;
    dom::element type;
    if (object["@id"].get(id) == simdjson::SUCCESS && object.size() > 1) by_id_.emplace(id, value);
    if (object["@type"].get(type) == simdjson::SUCCESS) {
      if (is_of(type, is_article_type)) articles_.push_back(value);
      if (is_of(type, is_page_type)) pages_.push_back(value);
      if (!site_ && is_of(type, [](std::string_view each) { return each == "WebSite"; })) {
        site_ = value;
      }
    }
    for (const auto& [key, part] : object) {
      if (std::find(kOfOthers.begin(), kOfOthers.end(), key) == kOfOthers.end()) {
        visit(part, depth + 1);
      }
    }
  }

  /// True if the type, or one of several, satisfies `is_kind`.
  template <class Kind>
  static bool is_of(const dom::element& type, Kind is_kind) {
    if (type.is_string()) return is_kind(bare_type(type.get_string().value()));
    if (!type.is_array()) return false;
    const dom::array types = type;
    return std::any_of(types.begin(), types.end(), [&](const dom::element& one) {
      return one.is_string() && is_kind(bare_type(one.get_string().value()));
    });
  }

  /// The text of a value: a string, the name of a thing, the first of a list.
  std::string text(const dom::element& value, int depth = 0) const {
    if (depth > 2) return "";
    if (value.is_string()) return text_of_markup(value.get_string().value());
    if (value.is_number()) return simdjson::minify(value);
    if (value.is_array()) {
      for (const dom::element one : dom::array(value)) {
        if (std::string found = text(one, depth + 1); !found.empty()) return found;
      }
    }
    if (!value.is_object()) return "";
    for (const char* key : {"name", "@value", "$date", "url"}) {
      dom::element part;
      if (value[key].get(part) != simdjson::SUCCESS) continue;
      if (std::string found = text(part, depth + 1); !found.empty()) return found;
    }
    std::string_view id;
    if (value["@id"].get(id) != simdjson::SUCCESS) return "";
    const auto referred = by_id_.find(id);
    return referred == by_id_.end() ? "" : text(referred->second, depth + 1);
  }

  std::string text(const dom::element& object, std::initializer_list<const char*> keys) const {
    for (const char* key : keys) {
      dom::element value;
      if (object[key].get(value) != simdjson::SUCCESS) continue;
      if (std::string found = text(value); !found.empty()) return found;
    }
    return "";
  }

  std::vector<std::string> list(const dom::element& object, const char* key) const {
    std::vector<std::string> all;
    dom::element value;
    if (object[key].get(value) != simdjson::SUCCESS) return all;
    if (!value.is_array()) return {text(value)};
    for (const dom::element one : dom::array(value)) all.push_back(text(one));
    return all;
  }

  /// The address: mainEntityOfPage is a string, or an object whose @id it is.
  std::string address(const dom::element& object) const {
    std::string url = text(object, {"url"});
    if (url.empty()) url = text(object, {"mainEntityOfPage"});
    std::string_view id;
    if (url.empty() && object["mainEntityOfPage"]["@id"].get(id) == simdjson::SUCCESS) url = id;
    return url.starts_with("http") ? url : "";
  }

  /// The name of the site or paper that an article is part of. It is also part of its page.
  std::string whole_of(const dom::element& object) const {
    dom::element whole;
    dom::element type;
    if (object["isPartOf"].get(whole) != simdjson::SUCCESS || !whole.is_object()) return "";
    if (whole["@type"].get(type) != simdjson::SUCCESS || !is_of(type, is_whole_type)) return "";
    return text(whole, {"name"});
  }

  Stated article(const dom::element& object) const {
    Stated stated;
    stated.is_article = true;
    stated.headline = text(object, {"headline", "name", "alternativeHeadline"});
    take_date(text(object, {"datePublished"}), stated);
    if (stated.date.empty()) take_date(text(object, {"dateCreated"}), stated);
    stated.source = text(object, {"publisher", "sourceOrganization"});
    stated.whole = whole_of(object);
    stated.url = address(object);
    stated.authors = list(object, "author");
    if (stated.authors.empty()) stated.authors = list(object, "creator");
    stated.section = text(object, {"articleSection"});
    stated.pages = split_list(text(object, {"printPage"}));
    for (const std::string& keywords : list(object, "keywords")) {
      for (std::string& tag : split_list(keywords)) stated.tags.push_back(std::move(tag));
    }
    stated.language = text(object, {"inLanguage"});
    stated.summary = text(object, {"description"});
    std::string_view body;
    if (object["articleBody"].get(body) == simdjson::SUCCESS) {
      while (!body.empty()) {
        const std::size_t end = std::min(body.find('\n'), body.size());
        stated.body += text_of_markup(body.substr(0, end)) + "\n\n";
        body.remove_prefix(std::min(end + 1, body.size()));
      }
    }
    return stated;
  }

  std::vector<dom::element> articles_;
  std::vector<dom::element> pages_;
  std::optional<dom::element> site_;
  std::map<std::string_view, dom::element> by_id_;
};

}  // namespace

Stated read_json_ld(const std::vector<std::string>& scripts) {
  std::vector<std::string> values;
  std::vector<const std::string*> sources;  // the script of each
  for (const std::string& script : scripts) {
    for (std::string& value : Repair(script).run()) {
      values.push_back(std::move(value));
      sources.push_back(&script);
    }
  }
  std::vector<dom::parser> parsers(values.size());  // each owns what it parsed
  std::vector<dom::element> roots;
  std::string date_of_damaged;
  bool is_damaged = false;
  for (std::size_t i = 0; i < values.size(); ++i) {
    dom::element root;
    if (parsers[i].parse(values[i]).get(root) == simdjson::SUCCESS) {
      roots.push_back(root);
    } else if (names_article(*sources[i])) {
      is_damaged = true;
      if (date_of_damaged.empty()) date_of_damaged = date_behind(*sources[i], "\"datePublished\"");
    }
  }
  Stated stated = Scripts(roots).read();
  stated.is_damaged = is_damaged && !stated.is_article;
  if (stated.date.empty()) take_date(date_of_damaged, stated);
  return stated;
}

}  // namespace dateline::html
