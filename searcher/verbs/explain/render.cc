// SPDX-License-Identifier: GPL-2.0-or-later
// A query explained as text and JSON.
#include "searcher/verbs/explain/render.h"

#include "common/engine/plan/plan.h"
#include "common/fields/json_format.h"
#include "common/fields/record.h"
#include "common/fields/schema.h"
#include "common/terminal/terminal.h"
#include "searcher/render/counts.h"
#include "searcher/render/hits.h"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace dateline {
namespace {

std::string indented(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    out += fmt::format("  {}\n", printable_line(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

/// A section of the answer; nothing if it is empty.
std::string section(std::string_view title, const std::string& text) {
  return text.empty() ? "" : fmt::format("{}\n{}", title, indented(text));
}

std::string other_form_text(const std::optional<OtherForm>& other) {
  if (!other) return "";
  return fmt::format(", {} in this form, {} with \"{}\"", with_thousands(other->as_typed),
                     with_thousands(other->with_form), printable_line(other->form));
}

/// Each part on a line, with what it finds; its own parts below it.
std::string parts_text(const ExplainedPart& part, std::size_t depth) {
  std::string out =
      fmt::format("{}{}  [{}]\n", std::string(2 * depth, ' '), part.words,
                  part.articles ? count_text(*part.articles) + other_form_text(part.other_form)
                                : "not counted on its own: servers cannot");
  for (const ExplainedPart& child : part.parts) out += parts_text(child, depth + 1);
  return out;
}

std::string emptied_text(const Explanation& explanation) {
  if (!explanation.emptied_by) return "";
  std::string out;
  for (const EmptyingClause& clause : *explanation.emptied_by) {
    out += fmt::format("without: {}\n  {}\n", clause.written, count_text(clause.articles));
  }
  return out.empty() ? "no single clause: at least two of them must go\n" : out;
}

std::string expansions_text(const Explanation& explanation) {
  constexpr std::size_t kShown = 50;
  std::string out;
  for (const auto& [typed, words] : explanation.expansions) {
    out += fmt::format("{}: ", typed);
    out += words.empty() ? "no word in the archive" : count_of(words.size(), "word", "words");
    const std::size_t shown = std::min(kShown, words.size());
    for (std::size_t i = 0; i < shown; ++i) out += (i == 0 ? ": " : ", ") + words[i];
    out += shown < words.size() ? ", …\n" : "\n";
  }
  return out;
}

/// What each word of a name stands for, in the order of the query.
std::string spellings_text(const ExplainedPart& part) {
  std::string out;
  if (part.kind == "name") {
    out = part.words + ": ";
    for (const auto& [word, articles] : part.spellings) {
      out +=
          fmt::format("{}{} ({})", out.ends_with(": ") ? "" : ", ", word, with_thousands(articles));
    }
    out += part.spellings.empty() ? "no word in the archive\n" : "\n";
  }
  for (const ExplainedPart& child : part.parts) out += spellings_text(child);
  return out;
}

std::string order_of(Sort asked, Sort applied) {
  if (applied == Sort::Oldest) return "oldest first";
  if (applied == Sort::Newest) {
    return asked == Sort::Newest ? "newest first"
                                 : "newest first, because nothing in the query ranks";
  }
  return fmt::format("best first: BM25 (k1 {}, b {}), headline words count {} times",
                     query::kBm25K1, query::kBm25B, schema::kHeadlineWdf);
}

std::string shards_text(const Explanation& explanation) {
  std::string out;
  for (const auto& [shard, articles] : explanation.shards) {
    out += fmt::format("{}: {}\n", shard, count_text(articles));
  }
  return out.empty() ? "none\n" : out;
}

std::string terms_text(const Explanation& explanation) {
  std::string out;
  for (const ExplainedTerm& term : explanation.terms) {
    out += fmt::format("{}: {}", term.term, count_text(term.articles));
    const char* separator = " (";
    for (const auto& [shard, articles] : term.by_shard) {
      out += fmt::format("{}{}: {}", separator, shard, with_thousands(articles));
      separator = ", ";
    }
    out += term.by_shard.empty() ? "\n" : ")\n";
  }
  return out.empty() ? "none\n" : out;
}

Json part_json(const ExplainedPart& part) {
  Json json = {{"kind", part.kind}, {"words", part.words}};
  if (!part.field.empty()) json["field"] = part.field;
  if (part.place) {
    json["column"] = part.place->column;
    json["length"] = part.place->length;
  }
  json["articles"] = part.articles ? Json(*part.articles) : Json(nullptr);
  json["terms"] = part.terms;
  if (part.expanded) json["expanded"] = *part.expanded;
  if (part.other_form) json["other_form"] = to_json(*part.other_form);
  for (const auto& [word, articles] : part.spellings) {
    json["spellings"].push_back({{"word", word}, {"articles", articles}});
  }
  json["parts"] = Json::array();
  for (const ExplainedPart& child : part.parts) json["parts"].push_back(part_json(child));
  return json;
}

Json shards_json(const std::map<std::string, std::uint64_t>& shards) {
  Json json = Json::array();
  for (const auto& [shard, articles] : shards) {
    json.push_back({{"shard", shard}, {"articles", articles}});
  }
  return json;
}

}  // namespace

std::string render_explanation_text(const SearchRequest& request, const Explanation& explanation) {
  const std::string matches =
      count_text(explanation.total) + "\n" + left_out_line(explanation.left_out);
  return "query\n" + indented(request.query) +                                  //
         "read as\n" + indented(parts_text(explanation.query, 0)) +             //
         section("nothing is left, but there is", emptied_text(explanation)) +  //
         section("wildcards", expansions_text(explanation)) +                   //
         section("spellings, and the articles with each", spellings_text(explanation.query)) +
         "order\n" + indented(order_of(request.sort, explanation.sort)) +                        //
         "shards\n" + indented(shards_text(explanation) + missing_lines(explanation.missing)) +  //
         "terms\n" + indented(terms_text(explanation)) +                                         //
         "Xapian query\n" + indented(explanation.xapian_query) +                                 //
         "matches\n" + indented(matches);
}

std::string render_explanation_json(const SearchRequest& request, const Explanation& explanation) {
  Json json = {{"format_version", kJsonFormatVersion},
               {"archive", explanation.archive_uuid},
               {"revision", explanation.revision},
               {"query", request.query},
               {"sort", name_of(explanation.sort)},
               {"total", {{"count", explanation.total}, {"exact", true}}},
               {"left_out", explanation.left_out},
               {"missing", to_json(explanation.missing)},
               {"read_as", part_json(explanation.query)}};
  if (explanation.emptied_by) {
    json["emptied_by"] = Json::array();
    for (const EmptyingClause& clause : *explanation.emptied_by) {
      json["emptied_by"].push_back({{"clause", clause.written}, {"articles", clause.articles}});
    }
  }
  json["shards"] = shards_json(explanation.shards);
  json["terms"] = Json::array();
  for (const ExplainedTerm& term : explanation.terms) {
    json["terms"].push_back(
        {{"term", term.term}, {"articles", term.articles}, {"shards", shards_json(term.by_shard)}});
  }
  json["xapian_query"] = explanation.xapian_query;
  return dump_pretty(json);
}

}  // namespace dateline
