// SPDX-License-Identifier: GPL-2.0-or-later
// IPTC ninjs 1.0–3.0, and Superdesk's additions to it. Version 1 has one headline and bodies by
// name; versions 2 and 3 have lists of headlines and bodies with roles, and 3 writes camelCase.
#include "indexer/readers/json/ninjs.h"

#include "indexer/readers/json/json.h"
#include "indexer/readers/json/value.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include <fmt/format.h>

namespace dateline {
namespace {

namespace ondemand = simdjson::ondemand;

constexpr std::array<std::string_view, 17> kOwnKeys = {
    R"("pubstatus")",       R"("pubStatus")",      R"("versioncreated")",
    R"("versionCreated")",  R"("firstcreated")",   R"("firstCreated")",
    R"("contentcreated")",  R"("contentCreated")", R"("body_text")",
    R"("body_xhtml")",      R"("bodies")",         R"("headlines")",
    R"("infosource")",      R"("infosources")",    R"("representationtype")",
    R"("copyrightholder")", R"("renditions")"};

/// What a key of an item means; ranks as in FieldCollector.
enum class Meaning { Plain, Variants, Subjects, Type };
struct Key {
  Meaning meaning;
  UsualName name{};
};

const std::unordered_map<std::string_view, Key>& keys() {
  static const std::unordered_map<std::string_view, Key> all = {
      {"uri", {Meaning::Plain, {Field::Id, 0}}},
      {"guid", {Meaning::Plain, {Field::Id, 1}}},
      {"headline", {Meaning::Plain, {Field::Headline, 0}}},
      {"headlines", {Meaning::Variants, {Field::Headline, 1}}},
      {"title", {Meaning::Plain, {Field::Headline, 2}}},
      {"slugline", {Meaning::Plain, {Field::Headline, 3}}},
      {"sluglines", {Meaning::Variants, {Field::Headline, 4}}},
      {"body_text", {Meaning::Plain, {Field::Body, 0}}},
      {"body_xhtml", {Meaning::Plain, {Field::Body, 1}}},
      {"body_html", {Meaning::Plain, {Field::Body, 2}}},
      {"bodies", {Meaning::Variants, {Field::Body, 3}}},
      {"description_text", {Meaning::Plain, {Field::Summary, 0}}},
      {"description_html", {Meaning::Plain, {Field::Summary, 1}}},
      {"descriptions", {Meaning::Variants, {Field::Summary, 2}}},
      {"versioncreated", {Meaning::Plain, {Field::Date, 0}}},
      {"versionCreated", {Meaning::Plain, {Field::Date, 0}}},
      {"firstcreated", {Meaning::Plain, {Field::Date, 1}}},
      {"firstCreated", {Meaning::Plain, {Field::Date, 1}}},
      {"contentcreated", {Meaning::Plain, {Field::Date, 2}}},
      {"contentCreated", {Meaning::Plain, {Field::Date, 2}}},
      {"byline", {Meaning::Plain, {Field::Author, 0}}},
      {"by", {Meaning::Plain, {Field::Author, 1}}},
      {"bylines", {Meaning::Plain, {Field::Author, 2}}},
      {"authors", {Meaning::Plain, {Field::Author, 3}}},
      {"infosource", {Meaning::Plain, {Field::Source, 0}}},
      {"infosources", {Meaning::Plain, {Field::Source, 0}}},
      {"source", {Meaning::Plain, {Field::Source, 1}}},
      {"copyrightholder", {Meaning::Plain, {Field::Source, 2}}},
      {"copyrightHolder", {Meaning::Plain, {Field::Source, 2}}},
      {"dateline", {Meaning::Plain, {Field::Dateline, 0}}},
      {"located", {Meaning::Plain, {Field::Place, 0}}},
      {"language", {Meaning::Plain, {Field::Language, 0}}},
      {"service", {Meaning::Plain, {Field::Section, 0}}},
      {"page", {Meaning::Plain, {Field::Pages, 0}}},
      {"pubstatus", {Meaning::Plain, {Field::Status, 0}}},
      {"pubStatus", {Meaning::Plain, {Field::Status, 0}}},
      // What an article is about, by subject, word and place, are tags to its readers.
      {"subject", {Meaning::Subjects, {Field::Tags, 0}}},
      {"subjects", {Meaning::Subjects, {Field::Tags, 0}}},
      {"keywords", {Meaning::Subjects, {Field::Tags, 0}}},
      {"place", {Meaning::Subjects, {Field::Tags, 0}}},
      {"places", {Meaning::Subjects, {Field::Tags, 0}}},
      {"type", {Meaning::Type}},
  };
  return all;
}

/// Of several headlines or bodies the main one, as plain text if there is a choice.
std::string best_variant(ondemand::value value) {
  if (value.type().value() != ondemand::json_type::array) return text_of(value);
  std::string best;
  int best_cost = 4;
  for (auto each : value.get_array()) {
    if (each.type().value() != ondemand::json_type::object) {
      if (best.empty()) best = text_of(each.value());
      continue;
    }
    std::string text;
    int cost = 0;
    for (auto member : each.get_object()) {
      const std::string_view key = member.unescaped_key();
      const std::string said = text_of(member.value());
      if (key == "value") text = said;
      if (key == "role" && said != "main") cost += 2;
      if ((key == "contenttype" || key == "contentType") && said != "text/plain") cost += 1;
    }
    if (cost >= best_cost || text.empty()) continue;
    best = std::move(text);
    best_cost = cost;
  }
  return best;
}

std::string joined(const std::vector<std::string>& names) {
  std::string all;
  for (const std::string& name : names) {
    if (!all.empty() && !name.empty()) all += " / ";
    all += name;
  }
  return all;
}

std::string put_item(ondemand::document& document, const Mapping*, FieldCollector& fields) {
  std::vector<std::string> subjects;
  std::string named_in;
  std::string type;
  for (auto member : document.get_object()) {
    const std::string_view key = member.unescaped_key();
    const auto known = keys().find(key);
    if (known == keys().end()) continue;
    const UsualName name = known->second.name;
    switch (known->second.meaning) {
      case Meaning::Type:
        type = text_of(member.value());
        break;
      case Meaning::Subjects: {
        const std::vector<std::string> more = texts_of(member.value());
        subjects.insert(subjects.end(), more.begin(), more.end());
        named_in += named_in.empty() ? key : fmt::format(", {}", key);
        break;
      }
      case Meaning::Variants:
        if (fields.wants(name)) fields.put(name, key, best_variant(member.value()));
        break;
      case Meaning::Plain:
        if (!fields.wants(name)) break;
        if (name.field == Field::Source || name.field == Field::Section) {
          fields.put(name, key, joined(texts_of(member.value())));
        } else {
          put_json(fields, name, key, member.value());
        }
        break;
    }
  }
  fields.put({Field::Tags, 0}, named_in, subjects);
  const bool is_text = type.empty() || type == "text" || type == "composite";
  if (!is_text && fields.wants({Field::Body, 1000})) {
    return fmt::format("an item of type '{}' without text", type);
  }
  return {};
}

}  // namespace

bool is_ninjs(std::string_view head) {
  if (json_shape(head) == JsonShape::None) return false;
  const std::size_t standard = head.find(R"(standard")");
  if (standard != std::string_view::npos &&
      head.substr(standard, 100).find(R"("ninjs")") != std::string_view::npos) {
    return true;
  }
  return std::count_if(kOwnKeys.begin(), kOwnKeys.end(), [&](std::string_view key) {
           return head.find(key) != std::string_view::npos;
         }) >= 2;
}

std::unique_ptr<Reader> open_ninjs(Input& input, const ReaderOptions& options) {
  const bool is_lines = json_shape(input.peek()) == JsonShape::Lines;
  return read_json(is_lines ? json_lines(input) : json_stream(input, ""), options, put_item);
}

}  // namespace dateline
