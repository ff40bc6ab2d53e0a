// SPDX-License-Identifier: GPL-2.0-or-later
// Reading a mapping file, and exact errors for it.
#include "indexer/readers/base/mapping.h"

#include "common/errors/errors.h"

#include <algorithm>
#include <ctime>
#include <fstream>
#include <iterator>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <toml++/toml.h>

namespace dateline {
namespace {

constexpr const char* kKeys = "format, articles, date-format, source, language, [fields]";

/// A larger file is not a mapping.
constexpr std::size_t kMaxFileBytes = std::size_t{1} << 20U;

/// What strptime reads the same everywhere.
constexpr std::string_view kDirectives = "YymbBdeHIMSpzaAjTRDFnt%";

class MappingFile {
 public:
  explicit MappingFile(const std::filesystem::path& path) : name_(path.string()) {
    std::ifstream stream(path, std::ios::binary);
    if (!stream) fail(0, "cannot be read", "give the path of a mapping file");
    std::string text(kMaxFileBytes + 1, '\0');
    stream.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(stream.gcount()));
    if (text.size() > kMaxFileBytes) fail(0, "is over 1 MiB", "give the path of a mapping file");
    try {
      table_ = toml::parse(text, name_);
    } catch (const toml::parse_error& error) {
      fail(error.source().begin.line, std::string(error.description()),
           "a mapping file is TOML; docs/formats.md has an example");
    }
  }

  Mapping mapping() const {
    Mapping mapping;
    for (const auto& [key, node] : table_) {
      if (key == "format") {
        mapping.format = text(key, node);
      } else if (key == "articles") {
        mapping.articles = text(key, node);
      } else if (key == "date-format") {
        mapping.date_format = date_format(node);
      } else if (key == "source") {
        mapping.source = text(key, node);
      } else if (key == "language") {
        mapping.language = text(key, node);
      } else if (key == "fields") {
        fields(node, mapping);
      } else {
        fail(line(key), fmt::format("there is no key '{}'", key.str()),
             fmt::format("keys are {}", kKeys));
      }
    }
    check(mapping);
    return mapping;
  }

 private:
  [[noreturn]] void fail(std::size_t at_line, const std::string& what,
                         const std::string& hint) const {
    throw Error(Code::Usage,
                at_line == 0 ? fmt::format("{}: {}", name_, what)
                             : fmt::format("{}: line {}: {}", name_, at_line, what),
                hint);
  }

  static std::size_t line(const toml::key& key) { return key.source().begin.line; }

  std::string text(const toml::key& key, const toml::node& node) const {
    const auto value = node.value_exact<std::string>();
    if (!value || value->empty()) {
      fail(line(key), fmt::format("{} is not text", key.str()),
           fmt::format("write {} = \"…\"", key.str()));
    }
    return *value;
  }

  std::string date_format(const toml::node& node) const {
    const toml::key& key = table_.find("date-format")->first;
    std::string format = text(key, node);
    for (std::size_t at = 0; (at = format.find('%', at)) != std::string::npos; at += 2) {
      if (at + 1 < format.size() && kDirectives.find(format[at + 1]) != std::string::npos) continue;
      fail(line(key), fmt::format("date-format has '{}'", format.substr(at, 2)),
           "as in strptime: %Y %m %d, %b or %B for a month's name, %H %M %S, %z");
    }
    if (format.find("%Y") == std::string::npos && format.find("%y") == std::string::npos &&
        format.find("%F") == std::string::npos && format.find("%D") == std::string::npos) {
      fail(line(key), "date-format has no year", "write %Y where the year is");
    }
    return format;
  }

  void fields(const toml::node& node, Mapping& mapping) const {
    const toml::table* const table = node.as_table();
    if (table == nullptr) {
      fail(node.source().begin.line, "fields is not a table", "write a line [fields]");
    }
    for (const auto& [key, value] : *table) {
      const auto field = field_from_name(key.str());
      if (!field) {
        fail(line(key), fmt::format("there is no field '{}'", key.str()),
             fmt::format("fields are {}", fmt::join(field_names(), ", ")));
      }
      MappedField mapped{*field, {}};
      if (const toml::array* const several = value.as_array()) {
        for (const toml::node& each : *several) mapped.places.push_back(text(key, each));
      } else {
        mapped.places.push_back(text(key, value));
      }
      mapping.fields.push_back(std::move(mapped));
    }
  }

  /// Checks that need the whole file.
  void check(Mapping& mapping) const {
    if (mapping.format != "json" && mapping.format != "csv" && mapping.format != "xml") {
      const auto key = table_.find("format");
      fail(key == table_.end() ? 0 : line(key->first), "format is not json, csv or xml",
           "write for example format = \"json\"");
    }
    const bool is_path = mapping.articles.starts_with('/') && mapping.articles.size() > 1;
    if (mapping.format == "csv"
            ? !mapping.articles.empty()
            : !is_path && (mapping.format == "xml" || !mapping.articles.empty())) {
      const auto key = table_.find("articles");
      fail(key == table_.end() ? 0 : line(key->first),
           mapping.format == "csv" ? "csv does not take articles: its rows are the articles"
                                   : "articles is not a path",
           mapping.format == "csv" ? "remove the key"
                                   : "write for example articles = \"/export/article\"");
    }
    for (MappedField& field : mapping.fields) {
      for (std::string& place : field.places) check_place(mapping, field.field, place);
    }
  }

  void check_place(const Mapping& mapping, Field field, std::string& place) const {
    const auto at_line = [&] {
      return line(table_.find("fields")->second.as_table()->find(name_of(field))->first);
    };
    if (mapping.format == "json" && !place.starts_with('/')) {
      fail(at_line(), fmt::format("{}: '{}' is not a JSON pointer", name_of(field), place),
           "write for example \"/meta/title\", from the article on");
    }
    if (mapping.format == "xml" && place.starts_with('/')) {
      if (!place.starts_with(mapping.articles + "/")) {
        fail(at_line(),
             fmt::format("{}: '{}' is not inside {}", name_of(field), place, mapping.articles),
             "write the path from the article on, for example \"head/title\" or \"@id\"");
      }
      place.erase(0, mapping.articles.size() + 1);
    }
  }

  std::string name_;
  toml::table table_;
};

/// ISO 8601, as precise as `format` reads it.
std::string iso_text(const std::tm& time, std::string_view format) {
  const auto reads = [&](std::string_view directives) {
    return std::any_of(directives.begin(), directives.end(), [&](char directive) {
      return format.find(std::string{'%', directive}) != std::string_view::npos;
    });
  };
  std::string text = fmt::format("{:04}", time.tm_year + 1900);
  if (!reads("mbBFDj")) return text;
  text += fmt::format("-{:02}", time.tm_mon + 1);
  if (!reads("deFDj")) return text;
  text += fmt::format("-{:02}", time.tm_mday);
  if (!reads("HITR")) return text;
  text += fmt::format("T{:02}:{:02}", time.tm_hour, time.tm_min);
  if (reads("ST")) text += fmt::format(":{:02}", time.tm_sec);
  if (reads("z")) {
    const long minutes = time.tm_gmtoff / 60;
    text += fmt::format("{}{:02}:{:02}", minutes < 0 ? '-' : '+', std::abs(minutes) / 60,
                        std::abs(minutes) % 60);
  }
  return text;
}

}  // namespace

const MappedField* Mapping::find(Field field) const {
  const auto it = std::find_if(fields.begin(), fields.end(),
                               [&](const MappedField& each) { return each.field == field; });
  return it == fields.end() ? nullptr : &*it;
}

Mapping read_mapping(const std::filesystem::path& file) {
  return MappingFile(file).mapping();
}

MappedField mapped_field(const std::string& given) {
  const std::size_t equals = given.find('=');
  const auto field = field_from_name(std::string_view(given).substr(0, equals));
  if (!field || equals == std::string::npos || given.compare(equals + 1, 1, "/") != 0) {
    throw Error(Code::Usage, fmt::format("'{}' is not FIELD=/JSON/POINTER", given),
                fmt::format("fields are: {}", fmt::join(field_names(), " ")));
  }
  return {*field, {given.substr(equals + 1)}};
}

void complete(const Mapping& mapping, RawArticle& article) {
  const auto constant = [&](Field field, const std::string& value, std::string& into) {
    if (value.empty() || !into.empty()) return;
    into = value;
    article.found_in.push_back({name_of(field), "constant in the mapping"});
  };
  constant(Field::Source, mapping.source, article.source);
  constant(Field::Language, mapping.language, article.language);
  if (mapping.date_format.empty() || article.date.empty()) return;
  std::tm time{};
  const char* const end = strptime(article.date.c_str(), mapping.date_format.c_str(), &time);
  // A date in another form is left to be read, or flagged, like any other.
  if (end == nullptr || !text::trim(end).empty()) return;
  article.date = iso_text(time, mapping.date_format);
  article.date_epoch.reset();
}

}  // namespace dateline
