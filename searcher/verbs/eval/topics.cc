// SPDX-License-Identifier: GPL-2.0-or-later
// TREC's topics were written by hand over thirty years: elements are usually not closed, and some
// begin with their own name in words ("Number: 301").
#include "searcher/verbs/eval/topics.h"

#include "common/text/fold.h"
#include "common/text/tokenizer.h"
#include "common/text/utf8.h"
#include "searcher/verbs/eval/lines.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

namespace dateline {
namespace {

/// What begins an element of a topic, in any of TREC's years. Other tags are text.
constexpr std::array<std::string_view, 12> kElements = {
    "top", "num", "title", "desc", "narr", "head", "dom", "smry", "con", "fac", "nat", "def"};

/// Element names in words, which precede the text.
constexpr std::array<std::string_view, 3> kLabels = {"number:", "topic:", "description:"};

constexpr std::array<std::pair<std::string_view, char>, 5> kEntities = {
    {{"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}, {"&amp;", '&'}}};

std::string decoded(std::string text) {
  for (const auto& [entity, c] : kEntities) {
    for (std::size_t at = text.find(entity); at != std::string::npos; at = text.find(entity, at)) {
      text.replace(at++, entity.size(), 1, c);
    }
  }
  return text;
}

std::string content_of(std::string_view raw) {
  std::string text = decoded(text::single_line(raw));
  const std::string folded = text::fold(text);
  for (const std::string_view label : kLabels) {
    if (folded.starts_with(label)) return std::string(text::trim(text.substr(label.size())));
  }
  return text;
}

struct Tag {
  std::string name;  ///< lower case; empty at the end of the text
  bool closes = false;
  std::size_t begin = 0;
  std::size_t end = 0;
};

Tag next_tag(std::string_view text, std::size_t from) {
  for (std::size_t at = text.find('<', from); at != std::string_view::npos;
       at = text.find('<', at + 1)) {
    const std::size_t close = text.find('>', at);
    if (close == std::string_view::npos) break;
    const bool closes = text[at + 1] == '/';
    const std::size_t name = at + 1 + (closes ? 1 : 0);
    std::string folded = text::fold(text::trim(text.substr(name, close - name)));
    if (std::find(kElements.begin(), kElements.end(), folded) != kElements.end()) {
      return {std::move(folded), closes, at, close + 1};
    }
  }
  return {"", false, text.size(), text.size()};
}

class SgmlTopics {
 public:
  SgmlTopics(const std::filesystem::path& path, std::string_view text) : path_(path), text_(text) {}

  std::vector<Topic> run() {
    for (Tag tag = next_tag(text_, 0), next; !tag.name.empty(); tag = next) {
      next = next_tag(text_, tag.end);
      take(tag, text_.substr(tag.end, next.begin - tag.end));
    }
    end_topic();
    return std::move(topics_);
  }

 private:
  void take(const Tag& tag, std::string_view content) {
    if (tag.name == "top") {
      end_topic();
      if (!tag.closes) open_.emplace().line = line_at(tag.begin);
      return;
    }
    if (tag.closes) return;
    if (!open_) {
      throw error_at(path_, line_at(tag.begin), fmt::format("<{}> outside of a topic", tag.name),
                     "begin each topic with <top>");
    }
    std::string* const field = field_of(*open_, tag.name);
    if (field == nullptr) return;
    if (!field->empty()) {
      throw error_at(path_, line_at(tag.begin), fmt::format("a second <{}> in one topic", tag.name),
                     "begin each topic with <top>");
    }
    *field = content_of(content);
  }

  static std::string* field_of(Topic& topic, std::string_view name) {
    if (name == "num") return &topic.number;
    if (name == "title") return &topic.title;
    return name == "desc" ? &topic.description : nullptr;
  }

  void end_topic() {
    if (!open_) return;
    if (open_->number.empty()) {
      throw error_at(path_, open_->line, "a topic without a number", "give it <num>");
    }
    topics_.push_back(std::move(*open_));
    open_.reset();
  }

  std::size_t line_at(std::size_t offset) const {
    const auto end = text_.begin() + static_cast<std::ptrdiff_t>(offset);
    return static_cast<std::size_t>(std::count(text_.begin(), end, '\n')) + 1;
  }

  const std::filesystem::path& path_;
  std::string_view text_;
  std::vector<Topic> topics_;
  std::optional<Topic> open_;
};

std::vector<Topic> tabbed_topics(const std::filesystem::path& path, std::string_view text) {
  std::vector<Topic> topics;
  for (const Line& line : lines_of(text)) {
    const std::size_t tab = line.text.find('\t');
    const std::string_view number = text::trim(line.text.substr(0, tab));
    if (tab == std::string_view::npos || number.empty()) {
      throw error_at(path, line.number, "no topic",
                     "a line is the topic's number, a tab and its text");
    }
    topics.push_back(
        {std::string(number), text::single_line(line.text.substr(tab)), "", line.number});
  }
  return topics;
}

}  // namespace

std::vector<Topic> read_topics(const std::filesystem::path& path) {
  const std::string text = read_text(path);
  const std::size_t first = text.find_first_not_of(" \t\n");
  const bool is_sgml = first != std::string::npos && text[first] == '<';
  std::vector<Topic> topics = is_sgml ? SgmlTopics(path, text).run() : tabbed_topics(path, text);
  if (topics.empty()) throw error_at(path, 1, "no topics", "give a file of TREC topics");
  std::set<std::string_view> numbers;
  for (const Topic& topic : topics) {
    if (topic.number.find(' ') != std::string::npos) {
      throw error_at(path, topic.line,
                     fmt::format("the topic's number '{}' has a blank", topic.number),
                     "give it a number of one word");
    }
    if (!numbers.insert(topic.number).second) {
      throw error_at(path, topic.line, fmt::format("a second topic {}", topic.number),
                     "give each topic a number of its own");
    }
  }
  return topics;
}

std::string text_of(const Topic& topic, TopicFields fields, const std::filesystem::path& path) {
  std::string text;
  if (fields != TopicFields::Description) text = topic.title;
  if (fields != TopicFields::Title && !topic.description.empty()) {
    text += (text.empty() ? "" : " ") + topic.description;
  }
  if (!text.empty()) return text;
  throw error_at(path, topic.line,
                 fmt::format("topic {} has no {}", topic.number,
                             fields == TopicFields::Title         ? "title"
                             : fields == TopicFields::Description ? "description"
                                                                  : "title or description"),
                 {"search for titles, descriptions or both", Setting::TopicFields});
}

std::optional<query::Node> plain_words(const std::string& text) {
  query::Node any;
  any.kind = query::Kind::Or;
  for (const text::Token& token : text::tokens(text)) {
    query::Node& word = any.children.emplace_back();
    word.kind = query::Kind::Word;
    word.text = token.in(text);
  }
  if (any.children.empty()) return std::nullopt;
  return any;
}

}  // namespace dateline
