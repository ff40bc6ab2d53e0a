// SPDX-License-Identifier: GPL-2.0-or-later
// The first articles of each format, understood as `add` would understand them.
#include "indexer/commands/preview/preview.h"

#include "common/fields/json_format.h"
#include "common/fields/record.h"
#include "common/terminal/terminal.h"
#include "common/text/joined.h"
#include "indexer/commands/preview/text.h"
#include "indexer/extract/date_order.h"
#include "indexer/extract/source_names.h"
#include "indexer/sources/passed_over.h"
#include "indexer/sources/sources.h"

#include <algorithm>
#include <map>
#include <system_error>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

namespace dateline::commands {
namespace {

constexpr std::size_t kShownBytes = 160;
constexpr std::size_t kMaxFromColumns = 36;
constexpr std::string_view kUnknown = "not readable";

/// The file's name for a field of a raw article.
std::string stated(const RawArticle& raw, Field field) {
  const auto it = std::find_if(raw.found_in.begin(), raw.found_in.end(),
                               [&](const FoundIn& each) { return each.field == name_of(field); });
  return it == raw.found_in.end() ? "stated" : it->name;
}

std::string stated_text(const RawArticle& raw) {
  const bool has_body =
      std::any_of(raw.found_in.begin(), raw.found_in.end(),
                  [](const FoundIn& each) { return each.field == name_of(Field::Body); });
  return stated(raw, has_body || raw.found_in.empty() ? Field::Body : Field::Summary);
}

std::string where_date(const RawArticle& raw, const Article& article) {
  if (article.published.evidence != raw.date_evidence) {
    return std::string(name_of(article.published.evidence));
  }
  return raw.found_in.empty() ? std::string(name_of(raw.date_evidence)) : stated(raw, Field::Date);
}

std::string where_id(const RawArticle& raw, const Article& article) {
  if (!raw.id.empty()) return stated(raw, Field::Id);
  return article.id == article.url ? "the URL" : "made from source, date and headline";
}

std::string where_source(const RawArticle& raw, const Article& article, const Defaults& defaults) {
  if (!raw.source.empty()) return stated(raw, Field::Source);
  if (!source_at(article.url, defaults.source_table()).empty()) return "the URL";
  return article.source == defaults.source ? "--source" : "dateline";
}

std::string where_language(const RawArticle& raw, const Defaults& defaults) {
  if (!raw.language.empty()) return stated(raw, Field::Language);
  return defaults.language.empty() ? "detected" : "--language";
}

std::string where_facet(const fields::Row& facet, const RawArticle& raw, const Article& article,
                        const Defaults& defaults) {
  const auto field = std::ranges::find(raw_fields(), &facet, &RawField::row);
  if (field->field == Field::Source) return where_source(raw, article, defaults);
  if (field->field == Field::Language) return where_language(raw, defaults);
  return stated_values(raw, *field).empty() ? std::string(name_of(Evidence::Dateline))
                                            : stated(raw, field->field);
}

/// One file's part of the preview.
struct FilePreview {
  std::string file;
  std::string format;  ///< empty when it could not be read at all
  struct Entry {
    Origin origin = {};
    std::vector<Understood> fields = {};
    std::vector<NotUsed> not_used = {};
    bool has_date = true;
    std::string reject = {};  ///< why it is not an article, if it is not
  };
  std::vector<Entry> entries;
};

class Collector : private Receiver {
 public:
  explicit Collector(const PreviewOptions& options) : options_(options), now_(utc_now()) {}

  void read(const Source& source) {
    name_ = source.name();
    if (!source.passed_over.empty()) return pass_over("", source.passed_over);
    if (!source.problem.empty()) return unreadable({{name_}, source.problem});
    try {
      FileStream stream(source.path);
      read_source(stream, name_, options_.reading, *this);
    } catch (const std::system_error& e) {
      if (file_) end("", "");  // what was read before
      unreadable({{name_}, "cannot be read: " + e.code().message()});
    }
  }

  std::vector<FilePreview> previews;
  [[nodiscard]] const std::map<std::string, std::size_t>& files() const { return files_; }
  [[nodiscard]] const PassedOver& passed_over() const { return passed_over_; }
  [[nodiscard]] bool found_articles() const { return found_articles_; }

 private:
  void begin(const std::string& member, const Format& format) override {
    file_.emplace();
    file_->file = Origin{name_, 0, 0, member}.path();
    file_->format = format.name;
    ++files_[file_->format];
    settled_ = rejects_ = taken_rejects_ = 0;
    gate_ = DateOrderGate();
  }

  void pass_over(const std::string& /*member*/, const std::string& kind) override {
    ++passed_over_[kind];
  }

  bool take(ReadResult result) override {
    if (!file_) {
      unreadable(std::get<Reject>(result));
      return true;
    }
    if (has_enough()) return false;
    if (auto* const raw = std::get_if<RawArticle>(&result)) {
      file_->entries.push_back({raw->origin});
      gate_.put(std::move(*raw));
    } else if (taken_rejects_++ < options_.limit) {
      auto& reject = std::get<Reject>(result);
      file_->entries.push_back({std::move(reject.origin)});
      file_->entries.back().reject = std::move(reject.reason);
    }
    settle();
    return !has_enough();
  }

  void end(const std::string& /*member*/, const std::string& /*note*/) override {
    gate_.close();
    settle();
    if (!file_->entries.empty()) previews.push_back(std::move(*file_));
    file_.reset();
  }

  /// A file with only rejects also ends the preview.
  [[nodiscard]] bool has_enough() {
    return shown_[file_->format] >= options_.limit || rejects_ >= options_.limit;
  }

  /// Processes the entries in order, as far as the order of their dates is settled.
  void settle() {
    for (; settled_ < file_->entries.size() && !has_enough(); ++settled_) {
      FilePreview::Entry& entry = file_->entries[settled_];
      if (entry.reject.empty()) {
        const auto next = gate_.take();
        if (!next) return;
        fill(entry, *next);
      }
      ++(entry.reject.empty() ? shown_[file_->format] : rejects_);
    }
    // What was read while others waited is not needed.
    if (has_enough()) file_->entries.resize(settled_);
  }

  void fill(FilePreview::Entry& entry, const OrderedArticle& read) {
    const Article article = understand(read.raw, options_.defaults, now_, read.order);
    if (article.headline.empty() && article.body.empty()) {
      entry.reject = "an article with neither headline nor text";
      return;
    }
    entry.fields = understood_fields(read.raw, article, options_.defaults);
    entry.not_used = read.raw.not_used;
    entry.has_date = article.published.date.known();
    found_articles_ = true;
  }

  void unreadable(const Reject& reject) {
    ++files_[std::string(kUnknown)];
    if (shown_[""]++ >= options_.limit) return;
    previews.push_back({reject.origin.path(), "", {}});
    previews.back().entries.push_back({reject.origin});
    previews.back().entries.back().reject = reject.reason;
  }

  const PreviewOptions& options_;
  const Date now_;
  std::string name_;                 ///< of the current source
  std::optional<FilePreview> file_;  ///< the current file
  DateOrderGate gate_;               ///< of the file
  std::size_t settled_ = 0;          ///< entries that wait for nothing in the gate
  std::size_t rejects_ = 0;          ///< among them
  std::size_t taken_rejects_ = 0;    ///< settled or not
  PassedOver passed_over_;
  std::map<std::string, std::size_t> files_;  ///< how many of each format
  std::map<std::string, std::size_t> shown_;  ///< articles of each format; "" are unreadable files
  bool found_articles_ = false;
};

std::string place_text(const Origin& origin) {
  return origin.line == 0 ? "the whole file"
                          : fmt::format("line {}, byte {}", with_thousands(origin.line),
                                        with_thousands(origin.offset));
}

/// A long value is cut, and its length shown.
std::string shown_value(const std::string& value) {
  if (value.size() <= kShownBytes) return printable_line(value);
  return fmt::format("{}… ({})", printable_line(text::cut(value, kShownBytes)),
                     size_text(value.size()));
}

/// Field, where it comes from, value; in columns.
std::string table(const std::vector<Understood>& fields) {
  std::size_t width = 0;
  for (const Understood& field : fields) {
    width = std::max(width, display_width(printable_line(field.from)));
  }
  width = std::min(width, kMaxFromColumns);
  std::string text;
  for (const Understood& field : fields) {
    const std::string from = printable_line(field.from);
    const std::size_t missing = width - std::min(width, display_width(from));
    text += fmt::format("    {:<14} {}{}  {}\n", field.field, from, std::string(missing, ' '),
                        shown_value(field.value));
  }
  return text;
}

std::string as_text(const Collector& collected) {
  std::string text;
  for (const FilePreview& file : collected.previews) {
    text += fmt::format("{}{}\n", printable_line(file.file),
                        file.format.empty() ? "" : ": " + file.format);
    for (const FilePreview::Entry& entry : file.entries) {
      if (!entry.reject.empty()) {
        text += fmt::format("\n  rejected, {}: {}\n", place_text(entry.origin),
                            printable_line(entry.reject));
        continue;
      }
      text += fmt::format("\n  article, {}\n", place_text(entry.origin));
      text += table(entry.fields) + unused_text(entry.not_used, entry.has_date);
    }
    text += '\n';
  }
  for (const auto& [format, files] : collected.files()) {
    text += fmt::format("{:<20}{:>10} {}\n", format + ":", with_thousands(files),
                        files == 1 ? "file" : "files");
  }
  if (!collected.passed_over().empty()) {
    text += fmt::format("{:<20}{:>10}   {}\n",
                        "passed over:", with_thousands(sum_of(collected.passed_over())),
                        text_of(collected.passed_over()));
  }
  return text;
}

Json as_json(const Collector& collected) {
  Json json = {{"format_version", kJsonFormatVersion},
               {"files", Json::array()},
               {"formats", Json::object()}};
  for (const FilePreview& file : collected.previews) {
    Json one = {{"file", file.file}, {"articles", Json::array()}, {"rejects", Json::array()}};
    if (!file.format.empty()) one["format"] = file.format;
    for (const FilePreview::Entry& entry : file.entries) {
      Json shown = Json::object();
      if (entry.origin.line != 0) {
        shown["line"] = entry.origin.line;
        shown["offset"] = entry.origin.offset;
      }
      if (!entry.reject.empty()) {
        shown["reason"] = entry.reject;
        one["rejects"].push_back(std::move(shown));
        continue;
      }
      for (const Understood& field : entry.fields) {
        shown["fields"][std::string(field.field)] = {{"value", field.value}, {"from", field.from}};
      }
      shown["not_used"] = Json::object();
      for (const NotUsed& unused : entry.not_used) shown["not_used"][unused.name] = unused.value;
      one["articles"].push_back(std::move(shown));
    }
    json["files"].push_back(std::move(one));
  }
  for (const auto& [format, files] : collected.files()) json["formats"][format] = files;
  json["passed_over"] = collected.passed_over();
  return json;
}

}  // namespace

std::vector<Understood> understood_fields(const RawArticle& raw, const Article& article,
                                          const Defaults& defaults) {
  std::vector<Understood> fields;
  const auto add = [&](std::string_view field, std::string value, std::string from) {
    if (!value.empty()) fields.push_back({field, std::move(value), std::move(from)});
  };
  const std::string dateline(name_of(Evidence::Dateline));
  add("id", article.id, where_id(raw, article));
  add("headline", article.headline, stated(raw, Field::Headline));
  add("published", iso(article.published.date), where_date(raw, article));
  add("stated_date", article.stated_date, stated(raw, Field::Date));
  add("dateline_date", iso(article.dateline_date), dateline);
  for (const fields::Row* facet : fields::facets()) {
    add(facet->key, text::joined(fields::values(article, *facet), "; "),
        where_facet(*facet, raw, article, defaults));
  }
  add("url", article.url, stated(raw, Field::Url));
  add("body", article.body, stated_text(raw));
  add("flags", text::joined(flag_names(article), "; "), "");
  return fields;
}

Preview preview(const PreviewOptions& options) {
  Collector collected(options);
  for (const std::filesystem::path& path : options.paths) {
    const std::vector<Source> found = find_sources(path);
    for (const Source& source : found) collected.read(source);
  }
  return {options.as_json ? dump_pretty(as_json(collected)) : as_text(collected),
          collected.found_articles()};
}

}  // namespace dateline::commands
