// SPDX-License-Identifier: GPL-2.0-or-later
// JSON for programs; docs/output.md documents every key.
#include "common/fields/json_format.h"
#include "common/fields/record.h"
#include "common/text/utf8.h"
#include "searcher/render/article.h"
#include "searcher/render/counts.h"
#include "searcher/render/hits.h"

#include <nlohmann/json.hpp>

namespace dateline {
namespace {

/// Places are counted in characters, which is how most programming languages index text.
Json to_json(const Snippet& snippet) {
  Json matches = Json::array();
  for (const query::Span span : snippet.matches) {
    const std::string_view text = snippet.text;
    matches.push_back({text::characters(text.substr(0, span.begin)),
                       text::characters(text.substr(span.begin, span.end - span.begin))});
  }
  return {{"text", snippet.text}, {"matches", std::move(matches)}};
}

/// Collapsed hits say how many they stand for, and those that may be partly found whether they are.
Json to_json(const Hit& hit, const SearchRequest& request) {
  Json json = {{"rank", hit.rank}, {"score", hit.score}};
  Json article = to_json(hit.article);
  article.erase("body");
  json.update(article);
  json["story"] = to_json(hit.story);
  if (request.collapse) json["copies"] = hit.copies;
  if (request.partly == Partly::Shown) json["partly"] = hit.partly;
  json["headline_matches"] = to_json(hit.headline)["matches"];
  json["snippet"] = to_json(hit.passage);
  for (const ForeignForm& foreign : hit.foreign) {
    json["foreign_forms"].push_back(
        {{"word", foreign.word}, {"form", foreign.form}, {"language", foreign.language}});
  }
  return json;
}

Json to_json(const std::vector<Suggestion>& suggestions) {
  Json json = Json::array();
  for (const Suggestion& one : suggestions) {
    json.push_back({{"typed", one.typed},
                    {"instead", one.instead.empty() ? Json(nullptr) : Json(one.instead)},
                    {"articles", one.articles}});
  }
  return json;
}

Json to_json(const std::vector<OtherForm>& others) {
  Json json = Json::array();
  for (const OtherForm& other : others) json.push_back(to_json(other));
  return json;
}

Json to_json(const PartlyFound& partly) {
  Json without = Json::array();
  for (const WithoutUnit& one : partly.without) {
    without.push_back({{"unit", one.unit}, {"count", one.articles}});
  }
  return {{"count", partly.articles}, {"units", partly.units}, {"without", std::move(without)}};
}

}  // namespace

Json to_json(const OtherForm& other) {
  return {{"word", other.word},
          {"articles", other.articles},
          {"as_typed", other.as_typed},
          {"form", other.form},
          {"with_form", other.with_form}};
}

Json search_json(const SearchRequest& request, const SearchResult& result) {
  Json json = {{"format_version", kJsonFormatVersion},
               {"archive", result.archive_uuid},
               {"revision", result.revision},
               {"query", request.query},
               {"sort", name_of(result.sort)},
               {"total", {{"count", result.total.value()}, {"exact", true}}},
               {"partly", result.partly ? to_json(*result.partly) : Json(nullptr)},
               {"left_out", result.left_out},
               {"missing", to_json(result.missing)},
               {"suggestions", to_json(result.suggestions)},
               {"other_forms", to_json(result.other_forms)},
               {"hits", Json::array()}};
  if (result.stories) json["total"]["stories"] = *result.stories;
  for (const Hit& hit : result.hits) json["hits"].push_back(to_json(hit, request));
  for (const FacetCounts& facet : result.facets) {
    Json values = Json::array();
    for (const FacetValue& value : facet.values) {
      values.push_back({{"value", value.value}, {"count", value.articles}});
    }
    json["facets"][facet.field] = std::move(values);
  }
  json["next_page"] = result.next_page.empty() ? Json(nullptr) : Json(result.next_page);
  return json;
}

std::string render_json(const SearchRequest& request, const SearchResult& result) {
  return dump_pretty(search_json(request, result));
}

std::string render_json_lines(const SearchRequest& request, const SearchResult& result) {
  std::string out;
  for (const Hit& hit : result.hits) {
    Json json = to_json(hit, request);
    if (!result.missing.empty()) json["missing"] = to_json(result.missing);
    out += dump(json) + "\n";
  }
  return out;
}

}  // namespace dateline
