// SPDX-License-Identifier: GPL-2.0-or-later
// Views of the table, and values in their types as texts.
#include "common/fields/fields.h"

namespace dateline::fields {
namespace {

void add(std::vector<std::string>& all, const std::string& text) {
  if (!text.empty()) all.push_back(text);
}

void add(std::vector<std::string>& all, const std::vector<std::string>& texts) {
  for (const std::string& text : texts) add(all, text);
}

void add(std::vector<std::string>& all, const Date& date) {
  add(all, iso(date));
}

void add(std::vector<std::string>& all, const EvidentDate& date) {
  add(all, date.date);
}

void add(std::vector<std::string>& all, const std::vector<Flag>& flags) {
  for (const Flag flag : flags) all.emplace_back(name_of(flag));
}

void add(std::vector<std::string>& all, unsigned number) {
  all.push_back(std::to_string(number));
}

}  // namespace

std::string evidence_key(const Row& row) {
  return std::string(row.key) + "_evidence";
}

std::span<const Row* const> facets() {
  static const std::vector<const Row*> all = [] {
    std::vector<const Row*> rows;
    for (const Row& row : kRows) {
      if (is_facet(row)) rows.push_back(&row);
    }
    return rows;
  }();
  return all;
}

const Row* facet_of(std::string_view name) {
  const auto all = facets();
  const auto it = std::ranges::find(all, name, &Row::name);
  return it == all.end() ? nullptr : *it;
}

std::span<const Row* const> columns() {
  static const std::vector<const Row*> all = [] {
    std::vector<const Row*> rows;
    for (const Row& row : kRows) rows.push_back(&row);
    std::ranges::sort(rows, {}, &Row::column);
    return rows;
  }();
  return all;
}

std::vector<std::string> values(const Article& article, const Row& row) {
  std::vector<std::string> all;
  std::visit([&](auto member) { add(all, article.*member); }, row.member);
  return all;
}

void set(Article& article, const Row& row, std::vector<std::string> values) {
  if (const auto* const list = std::get_if<std::vector<std::string> Article::*>(&row.member)) {
    article.*(*list) = std::move(values);
  } else {
    article.*std::get<std::string Article::*>(row.member) =
        values.empty() ? std::string() : std::move(values.front());
  }
}

}  // namespace dateline::fields
