// SPDX-License-Identifier: GPL-2.0-or-later
// The verbs of saved searches and alerts.
#include "common/archive/saved.h"
#include "common/cli/choices.h"
#include "common/program.h"
#include "common/record.h"
#include "searcher/alerts/alerts.h"
#include "searcher/render/render.h"
#include "searcher/verbs/options.h"
#include "searcher/verbs/table.h"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

namespace dateline {
namespace {

void expect_no_more(const Flags& flags, const std::string& hint) {
  if (flags.words.empty()) return;
  throw Error(Exit::Usage, fmt::format("'{}' is one word too many", flags.words.front()), hint);
}

Exit run_save(Flags& flags) {
  alerts::save(flags.request, flags.saved_name, flags.replace);
  return Exit::Ok;
}

Exit run_saved(Flags& flags) {
  const std::filesystem::path& archive = flags.request.archive;
  read_manifest(archive);
  Json all = Json::array();
  std::string text;
  for (const std::string& name : saved_names(archive)) {
    try {
      const SavedSearch saved = read_saved(archive, name);
      all.push_back({{"name", name}, {"query", saved.query}});
      text += fmt::format("{}\n  {}\n", name, printable_line(saved.query));
      if (!saved.deliver.empty()) {
        all.back()["deliver"] = saved.deliver;
        text += fmt::format("  alert to {}\n", printable_line(saved.deliver));
      }
      const std::string problem = alerts::problem_of(flags.request, saved);
      if (problem.empty()) continue;
      all.back()["problem"] = problem;
      text += fmt::format("  cannot be read: {}\n", printable_line(problem));
    } catch (const Error& error) {
      complain(error.what());
    }
  }
  print(flags.format == "json"
            ? dump_pretty({{"format_version", kJsonFormatVersion}, {"saved", all}})
            : text);
  if (!all.empty()) return Exit::Ok;
  complain("no search is saved");
  return Exit::NothingFound;
}

Exit run_forget(Flags& flags) {
  expect_no_more(flags, "give one name");
  alerts::forget(flags.request, flags.saved_name);
  return Exit::Ok;
}

Exit run_alert(Flags& flags) {
  expect_no_more(flags, "give one name");
  if (flags.deliver_to.empty() != flags.no_delivery) {
    throw Error(Exit::Usage, "say where new articles are delivered, or that they are not",
                "give --to jsonl:FILE, atom:FILE, maildir:DIR or command:COMMAND, or --off");
  }
  alerts::set_alert(flags.request, flags.saved_name, flags.deliver_to);
  return Exit::Ok;
}

std::string report_json(const alerts::Report& report) {
  return dump({{"alert", report.name},
               {"deliver", report.deliver},
               {"delivered", report.delivered},
               {"begins", report.begins},
               {"problem", report.problem}}) +
         "\n";
}

std::string report_text(const alerts::Report& report) {
  return fmt::format("{:>10}  {}{}\n", with_thousands(report.delivered), report.name,
                     !report.problem.empty() ? "   failed; it is tried again the next time"
                     : report.begins         ? "   begins with what is added from now on"
                                             : "");
}

Exit run_deliver(Flags& flags) {
  expect_no_more(flags, "deliver runs all alerts of the archive");
  const std::chrono::milliseconds patience(static_cast<std::int64_t>(flags.lock_timeout * 1000));
  read_manifest(flags.request.archive);
  Exit worst = Exit::Ok;
  // Each is told when it is done: whoever waits may not wait for all.
  alerts::deliver_all(flags.request, patience, [&](const alerts::Report& report) {
    if (!report.problem.empty()) {
      worst = std::max(worst, report.is_damaged ? Exit::BadArchive : Exit::NothingFound);
      complain(fmt::format("alert {}: {}", report.name, report.problem));
    }
    print(flags.format == "jsonl" ? report_json(report) : report_text(report));
  });
  return worst;
}

}  // namespace

void add_alert_verbs(VerbTable& table) {
  Flags& flags = table.flags();
  const auto verb = [&](const char* name, const char* about, const char* words,
                        VerbTable::Run run) {
    const bool takes_name = std::string_view(words).find("NAME") != std::string_view::npos;
    CLI::App* added = table.add(
        name, about, run, takes_name ? VerbTable::Needs::SavedName : VerbTable::Needs::Archive);
    const bool takes_query = std::string_view(words).ends_with("query");
    added->add_option(takes_query ? "QUERY" : "WORDS", flags.words, words)->type_name("");
    return added;
  };
  CLI::App* save = verb("save", "Save a query under a name, once it is known to be one",
                        "ARCHIVE, NAME, then the query", run_save);
  save->add_flag("--replace", flags.replace, "Over the one that is saved as NAME");
  CLI::App* saved = verb("saved", "List saved searches and alerts", "ARCHIVE", run_saved);
  verb("forget", "Remove a saved search, and its alert", "ARCHIVE, then NAME", run_forget);
  CLI::App* alert = verb("alert", "Have new articles that a saved search finds delivered",
                         "ARCHIVE, then NAME", run_alert);
  alert
      ->add_option("--to", flags.deliver_to,
                   "jsonl:FILE, atom:FILE, maildir:DIR or command:COMMAND, which is given JSON\n"
                   "Lines on its standard input")
      ->check(cli::suggest({"jsonl:", "atom:", "maildir:", "command:"}))
      ->type_name("WHERE");
  alert->add_flag("--off", flags.no_delivery, "No longer; the search stays saved");
  CLI::App* deliver =
      verb("deliver", "Deliver what is new to all alerts, as dateline-index add does by itself",
           "ARCHIVE", run_deliver);
  deliver
      ->add_option("--lock-timeout", flags.lock_timeout,
                   "Seconds to wait for another that delivers (default 60)")
      ->check(CLI::Range(0.0, 86400.0).description(""))
      ->type_name("SECONDS");
  add_format_option(saved, flags, {"text", "json"});
  add_format_option(deliver, flags, {"text", "jsonl"});
  add_reading_options(save, flags);
  for (CLI::App* one : {alert, deliver}) add_zone_option(one, flags);
}

}  // namespace dateline
