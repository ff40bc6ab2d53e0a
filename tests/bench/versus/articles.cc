// SPDX-License-Identifier: GPL-2.0-or-later
// Reading by simdjson, writing as the synthetic corpus is written.
#include "tests/bench/versus/articles.h"

#include "indexer/extract/understand.h"
#include "indexer/readers/formats.h"
#include "indexer/readers/stream/input.h"
#include "tests/bench/formats.h"

#include <algorithm>
#include <fstream>
#include <stdexcept>

#include <fmt/format.h>
#include <simdjson.h>

namespace dateline::bench {
namespace fs = std::filesystem;
namespace {

std::string json_line(const PlainArticle& article) {
  return fmt::format(R"({{"id":{},"title":{},"text":{},"date":"{}","source":{},"language":"en"}})"
                     "\n",
                     json_quoted(article.id), json_quoted(article.title), json_quoted(article.text),
                     article.date, json_quoted(article.source));
}

/// A field of a scriptindex record: further lines begin with '='.
void append_field(std::string& out, std::string_view name, std::string_view value) {
  out += fmt::format("{}=", name);
  for (const char c : value) {
    out += c;
    if (c == '\n') out += '=';
  }
  out += '\n';
}

/// Thrown to end each_article early.
struct Enough {};

}  // namespace

void each_article(const fs::path& corpus, const std::function<void(const PlainArticle&)>& visit) {
  std::ifstream in(corpus);
  if (!in) throw std::runtime_error("cannot read " + corpus.string());
  simdjson::ondemand::parser parser;
  std::string line;
  for (std::uint64_t number = 1; std::getline(in, line); ++number) {
    line.reserve(line.size() + simdjson::SIMDJSON_PADDING);
    try {
      simdjson::ondemand::document document =
          parser.iterate(line.data(), line.size(), line.capacity());
      PlainArticle article;
      for (auto field : document.get_object()) {
        const std::string_view name = field.unescaped_key();
        std::string_view* const part = name == "id"       ? &article.id
                                       : name == "title"  ? &article.title
                                       : name == "text"   ? &article.text
                                       : name == "date"   ? &article.date
                                       : name == "source" ? &article.source
                                                          : nullptr;
        if (part != nullptr) *part = field.value().get_string();
      }
      visit(article);
    } catch (const simdjson::simdjson_error& e) {
      throw std::runtime_error(fmt::format("{}:{}: {}", corpus.string(), number, e.what()));
    }
  }
}

std::uint64_t normalise(const fs::path& file, const fs::path& corpus) {
  Input input(file);
  const Format* const format = recognise(input);
  if (format == nullptr) throw std::runtime_error("Dateline cannot read " + file.string());
  const auto reader = format->open(input, {file.string(), {}});
  OutputFile out(corpus);
  std::uint64_t left_out = 0;
  while (const auto read = reader->next()) {
    const RawArticle* const raw = std::get_if<RawArticle>(&*read);
    const Article article = raw == nullptr ? Article() : understand(*raw, {"", "en"}, utc_now());
    if (iso(article.published.date).size() != 10) {
      ++left_out;
      continue;
    }
    out.write(json_line(
        {article.id, article.headline, article.body, iso(article.published.date), article.source}));
  }
  out.close();
  return left_out;
}

void write_dump(const fs::path& corpus, const fs::path& dump) {
  OutputFile out(dump);
  std::string record;
  each_article(corpus, [&](const PlainArticle& article) {
    record.clear();
    append_field(record, "id", article.id);
    append_field(record, "title", article.title);
    append_field(record, "body", article.text);
    std::string date(article.date);
    std::erase(date, '-');
    append_field(record, "date", date);
    append_field(record, "source", article.source);
    record += '\n';
    out.write(record);
  });
  out.close();
}

void write_more(const fs::path& corpus, std::uint64_t articles, const fs::path& more) {
  OutputFile out(more);
  std::uint64_t written = 0;
  try {
    each_article(corpus, [&](PlainArticle article) {
      const std::string id = fmt::format("more-{}", article.id);
      article.id = id;
      out.write(json_line(article));
      if (++written == articles) throw Enough();
    });
  } catch (const Enough&) {
  }
  out.close();
}

}  // namespace dateline::bench
