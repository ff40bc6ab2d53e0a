// SPDX-License-Identifier: GPL-2.0-or-later
// Keys are selected first, then each article is read, formatted and written.
#include "searcher/export/export.h"

#include "common/archive/lookup.h"
#include "common/cli/failure_text.h"
#include "common/cli/program.h"
#include "common/disk/mapped.h"
#include "common/errors/errors.h"
#include "common/fields/json_format.h"
#include "common/fields/record.h"
#include "common/process/parallel.h"
#include "common/terminal/tell.h"
#include "searcher/export/article_list.h"
#include "searcher/export/digest.h"
#include "searcher/export/formats/fields.h"
#include "searcher/export/formats/format.h"
#include "searcher/export/output.h"
#include "searcher/export/selection.h"
#include "searcher/export/workbook.h"
#include "searcher/find/cursor.h"
#include "searcher/render/counts.h"

#include <algorithm>
#include <optional>
#include <span>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace dateline {
namespace {

/// Articles that are formatted before they are written.
constexpr std::size_t kAtOnce = 1024;

class Export {
 public:
  explicit Export(const ExportRequest& request)
      : request_(request),
        format_(export_format(request.format)),
        feed_{{}, request.search.query, read_fields(request.fields), utc_now(), request.has_mark},
        output_(request.output) {
    if (!feed_.fields.empty() && !format_.takes_fields) {
      throw Error(Code::Usage, fmt::format("the fields of {} are fixed", format_.name),
                  "choose fields of jsonl, csv, tsv, xlsx or md");
    }
    if (feed_.has_mark && format_.name != "csv" && format_.name != "tsv") {
      throw Error(Code::Usage, fmt::format("{} has no byte order mark", format_.name),
                  "only csv and tsv may begin with one");
    }
  }

  std::uint64_t run(Searcher& searcher) {
    selection_ = select(request_.search, true, searcher);
    archive_ = &searcher.archive();
    feed_.archive = archive_->manifest().uuid;
    missing_ = archive_->missing();
    const std::string& page = request_.search.page;
    first_ = page.empty() ? 0 : read_cursor(page, list());
    first_ = std::min(first_, selection_.keys.size());
    last_ = first_ + std::min(request_.limit, selection_.keys.size() - first_);
    // What an earlier export wrote there must not vouch for this one.
    if (!request_.manifest.empty()) std::filesystem::remove(request_.manifest);
    try {
      write();
    } catch (const Error& error) {
      throw Error(error.code(), error.what(), way_on());
    }
    const std::string next = last_ < selection_.keys.size() ? cursor_at(last_) : "";
    complain_of(missing_);
    if (!next.empty()) complain(cli::hint_of({"continue", Setting::Page, next}));
    hand_over(manifest(next));
    return output_.articles();
  }

 private:
  /// Everything that determines which bytes follow a cursor.
  [[nodiscard]] std::string cursor_key() const {
    return fmt::format("export\n{}\n{}\n{}\n{}\n{}", feed_.archive, format_.name,
                       fmt::join(feed_.fields, ","), name_of(selection_.sort), selection_.read_as);
  }
  [[nodiscard]] std::uint64_t revision() const { return archive_->manifest().revision; }
  [[nodiscard]] Paged list() const { return paged(cursor_key(), *archive_, missing_); }
  /// For a list without the shards that were left out.
  [[nodiscard]] std::string cursor_at(std::size_t offset) const {
    return make_cursor(list(), offset - written_of_left_out_);
  }

  void write() {
    if (format_.is_workbook) begin_workbook();
    const bool is_appended = format_.appends && first_ != 0;
    if (format_.begin != nullptr && !is_appended) format_.begin(feed_, output_.buffer());
    for (std::size_t i = first_; i < last_;) {
      request_.search.limits.check_stopped();
      const std::size_t end = std::min(i + kAtOnce, last_);
      std::vector<std::string> articles(end - i);
      try {
        format(i, articles);
      } catch (const ShardDown& down) {
        if (request_.search.open.partial) {
          leave_out(down, i);
          continue;
        }
        take_one_by_one(i, end);
        articles.clear();
      } catch (const Error&) {
        take_one_by_one(i, end);
        articles.clear();
      }
      for (const std::string& article : articles) take(article);
      i = end;
      disk::let_go_of_pages();
    }
    output_.buffer() += workbook_ ? workbook_->bytes() : std::string(format_.end);
    output_.flush();
    if (workbook_ && workbook_->cut() != 0) {
      complain(fmt::format("{} {} cut at {} characters: a spreadsheet takes no more",
                           with_thousands(workbook_->cut()),
                           workbook_->cut() == 1 ? "cell was" : "cells were",
                           with_thousands(kMaxCellCharacters)));
    }
  }

  void begin_workbook() {
    if (last_ - first_ > kMaxSheetRows) {
      throw Error(Code::Usage,
                  fmt::format("{} articles match, and a sheet has at most {}",
                              with_thousands(last_ - first_), with_thousands(kMaxSheetRows)));
    }
    workbook_.emplace(feed_.fields.empty() ? table_columns() : feed_.fields);
  }

  /// Up to the one that cannot be read.
  void take_one_by_one(std::size_t begin, std::size_t end) {
    for (std::size_t n = begin; n < end; ++n) take(formatted(n));
  }

  /// Continues without that shard's articles from `begin` on. What was written stays.
  void leave_out(const ShardDown& down, std::size_t begin) {
    const Archive& archive = *archive_;
    const std::size_t here = archive.segments().size();
    std::vector<MatchKey>& keys = selection_.keys;
    const auto is_of_it = [&](const MatchKey& key) {
      return (key.segment < here ? archive.segments()[key.segment].shard
                                 : archive.served()[key.segment - here]->name()) == down.shard();
    };
    const auto rest = keys.begin() + static_cast<std::ptrdiff_t>(begin);
    written_of_left_out_ += static_cast<std::size_t>(std::count_if(keys.begin(), rest, is_of_it));
    keys.erase(std::remove_if(rest, keys.end(), is_of_it), keys.end());
    last_ = first_ + std::min(request_.limit, keys.size() - first_);
    missing_.push_back({down.shard(), down.reason()});
  }

  void take(const std::string& article) {
    if (workbook_) {
      workbook_->add(article);
    } else {
      output_.buffer() += article;
    }
    output_.end_article();
  }

  /// An article, and what precedes it.
  [[nodiscard]] std::string formatted(std::size_t n) const {
    const MatchKey& key = selection_.keys[n];
    std::string article;
    if (n != first_) article = format_.between;
    with_record(*archive_, {key.segment, key.docid},
                [&](const std::string& record) { format_.add(feed_, record, article); });
    return article;
  }

  /// Fills in articles from `begin` on. Formatting takes longest, so free processors help; servers
  /// are asked for one article after the other.
  void format(std::size_t begin, std::vector<std::string>& articles) const {
    const Budget::Share share =
        Budget::of_process().take(archive_->served().empty() ? articles.size() - 1 : 0);
    parallel(articles.size(), 1 + share.helpers(),
             [&] { return [&](std::size_t n) { articles[n] = formatted(begin + n); }; });
  }

  /// How to continue after a failure.
  [[nodiscard]] Advice way_on() const {
    if (!format_.appends) {
      return {
          fmt::format("start again, or make parts that are each a document of {}", format_.name),
          Setting::Limit};
    }
    return {fmt::format(
                "{} are complete, in the first {} bytes of this output; keep these and continue",
                count_text(output_.whole_articles()), output_.bytes()),
            Setting::Page, cursor_at(first_ + output_.whole_articles())};
  }

  [[nodiscard]] Json manifest(const std::string& next) const {
    const SearchRequest& search = request_.search;
    Json json = {{"format_version", kJsonFormatVersion},
                 {"archive", feed_.archive},
                 {"revision", revision()},
                 {"query", search.query},
                 {"canonical", selection_.canonical},
                 {"read_as", selection_.read_as},
                 {"withheld", search.withheld},
                 {"sort", name_of(selection_.sort)},
                 {"format", format_.name}};
    if (!feed_.fields.empty()) json["fields"] = feed_.fields;
    json["matching"] = selection_.keys.size();
    json["left_out"] = selection_.left_out;
    json["first"] = first_ + 1;
    json["count"] = output_.articles();
    json["bytes"] = output_.bytes();
    json["digest"] = {{"algorithm", kDigestName}, {"value", output_.digest()}};
    json["missing"] = to_json(missing_);
    json["written"] = iso(utc_now());
    json["next_page"] = next.empty() ? Json(nullptr) : Json(next);
    return json;
  }

  /// For a person, who has no use for JSON.
  [[nodiscard]] std::string in_words() const {
    const std::size_t matching = selection_.keys.size();
    std::string words = fmt::format("{} written, of {} matching; revision {}, digest {} ({})",
                                    count_text(output_.articles()), with_thousands(matching),
                                    revision(), output_.digest(), kDigestName);
    if (selection_.left_out != 0) {
      words += fmt::format("; left out: {} withheld or canceled", count_text(selection_.left_out));
    }
    for (const MissingShard& shard : missing_) {
      words += fmt::format("; not searched: {} ({})", shard.name, shard.reason);
    }
    return words;
  }

  /// Never on stdout, which is only for data.
  void hand_over(const Json& manifest) const {
    if (request_.manifest.empty() && is_terminal(STDERR_FILENO)) {
      complain(in_words());
    } else if (request_.manifest.empty()) {
      tell(dump(manifest) + "\n");
    } else {
      Json whole = manifest;
      const std::span<const MatchKey> keys(selection_.keys);
      whole["articles"] = to_json(list_articles(*archive_, keys.subspan(first_, last_ - first_)));
      disk::replace_file(request_.manifest, dump_pretty(whole));
    }
  }

  const ExportRequest& request_;
  const ExportFormat& format_;
  Feed feed_;
  const Archive* archive_ = nullptr;  ///< that is exported
  Selection selection_;
  std::vector<MissingShard> missing_;
  Output output_;
  std::optional<Workbook> workbook_;
  std::size_t first_ = 0;  ///< index of the first key written
  std::size_t last_ = 0;   ///< and of the one after the last
  /// Articles, on earlier pages too, of shards that were left out later.
  std::size_t written_of_left_out_ = 0;
};

}  // namespace

std::uint64_t export_articles(const ExportRequest& request) {
  Export exporting(request);
  Searcher searcher = searcher_for(request.search);
  return exporting.run(searcher);
}

std::uint64_t export_articles(const ExportRequest& request, Searcher& searcher) {
  return Export(request).run(searcher);
}

}  // namespace dateline
