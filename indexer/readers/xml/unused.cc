// SPDX-License-Identifier: GPL-2.0-or-later
// Readers do not say what they read; but what they read is in the article.
#include "indexer/readers/xml/unused.h"

#include "common/text/ascii.h"
#include "common/text/utf8.h"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>

namespace dateline::xml {
namespace {

/// So many words of a text show whether it is part of another.
constexpr std::size_t kFirstWords = 8;
/// Fewer words may be in an article by chance.
constexpr std::size_t kTellingWords = 3;

bool is_of_word(char c) {
  return ascii::is_letter_or_digit(c) || static_cast<unsigned char>(c) >= 0x80;
}

/// Its words in small letters, each with a blank before and after it; without tags and entities.
std::string words_of(std::string_view text) {
  std::string words = " ";
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_of_word(text[i])) {
      words += text[i];
      continue;
    }
    if (words.back() != ' ') words += ' ';
    const std::size_t end =
        text[i] == '<' ? text.find('>', i)
                       : (text[i] == '&' ? text.find_first_not_of("#abcdefghijklmnopqrstuvwxyz"
                                                                  "0123456789",
                                                                  i + 1)
                                         : std::string_view::npos);
    if (end != std::string_view::npos && (text[i] == '<' || text[end] == ';')) i = end;
  }
  if (words.back() != ' ') words += ' ';
  return ascii::lower(words);
}

std::size_t count(std::string_view words) {
  return static_cast<std::size_t>(std::count(words.begin(), words.end(), ' ')) - 1;
}

std::string_view first_words(std::string_view words) {
  std::size_t end = 0;
  for (std::size_t i = 0; i < kFirstWords && end != std::string_view::npos; ++i) {
    end = words.find(' ', end + 1);
  }
  return end == std::string_view::npos ? words : words.substr(0, end + 1);
}

class Unused {
 public:
  explicit Unused(RawArticle& article) : article_(article) {
    for (const std::string* const field :
         {&article.id, &article.date, &article.source, &article.url, &article.section,
          &article.language, &article.dateline, &article.place}) {
      fields_ += words_of(*field);
    }
    for (const auto* const list :
         {&article.authors, &article.pages, &article.tags, &article.agencies}) {
      for (const std::string& value : *list) fields_ += words_of(value);
    }
    prose_ = words_of(article.headline) + words_of(article.body);
    add_lines(article.headline);
    add_lines(article.body);
  }

  void look_into(Element element, const std::string& path) {
    for (Element child = element.first(); child; child = child.next()) {
      if (child.is_text()) continue;
      const std::string place = (path.empty() ? "" : path + "/") + std::string(child.local_name());
      const std::string text = child.text();
      const bool is_group = child.has_elements() && text::trim(child.own_text()).empty();
      if (is_in_article(words_of(text), is_group)) continue;
      if (is_group) {
        look_into(child, place);
      } else if (!is_used_in_part(child) && article_.not_used.size() < kMostNotUsed &&
                 listed_.insert(place).second) {
        article_.not_used.push_back({place, std::string(text::cut(text, kNotUsedBytes))});
      }
    }
  }

 private:
  void add_lines(std::string_view text) {
    while (!text.empty()) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      lines_.insert(words_of(text.substr(0, end)));
      text.remove_prefix(std::min(end + 1, text.size()));
    }
  }

  /// A group of elements is if all of it is: others may follow one that is.
  [[nodiscard]] bool is_in_article(const std::string& words, bool is_group) const {
    if (words.size() < 2 || lines_.contains(words)) return true;
    const std::string_view sought = is_group ? words : first_words(words);
    return fields_.find(sought) != std::string::npos ||
           (count(words) >= kTellingWords && prose_.find(sought) != std::string::npos);
  }

  /// As a byline, "By Ann Lee in Hull".
  [[nodiscard]] bool is_used_in_part(Element element) const {
    const std::string words = words_of(element.text());
    return std::any_of(article_.authors.begin(), article_.authors.end(),
                       [&](const std::string& author) {
                         const std::string name = words_of(author);
                         return name.size() > 1 && words.find(name) != std::string::npos;
                       });
  }

  RawArticle& article_;
  std::string fields_;           ///< words of those that are no prose
  std::string prose_;            ///< words
  std::set<std::string> lines_;  ///< of the prose, by their words
  std::set<std::string> listed_;
};

}  // namespace

void list_unused(Element top, RawArticle& article) {
  Unused(article).look_into(top, "");
}

}  // namespace dateline::xml
