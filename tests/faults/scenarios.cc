// SPDX-License-Identifier: GPL-2.0-or-later
// Few articles, and every kind of change.
#include "tests/faults/scenarios.h"

#include "tests/old_archive.h"

#include <fstream>
#include <numeric>
#include <random>
#include <stdexcept>

#include <fmt/format.h>

namespace faults {
namespace fs = std::filesystem;
namespace {

void write_file(const fs::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

std::string line(const std::string& id, const std::string& date, const std::string& headline,
                 const std::string& body) {
  return fmt::format(
      R"({{"id":"{}","headline":"{}","date":"{}","source":"The Valley Echo","body":"{}"}})"
      "\n",
      id, headline, date, body);
}

/// A text that shares no sentence with another. Half of an article must be another's for one story.
std::string report(unsigned number) {
  std::mt19937 random(number);
  std::string text;
  for (int sentence = 0; sentence < 15; ++sentence) {
    text += "The";
    for (int word = 0; word < 10; ++word) {
      text += ' ';
      for (int letter = 0; letter < 6; ++letter) text += static_cast<char>('a' + random() % 26);
    }
    text += ". ";
  }
  return text;
}

const std::string kDam = report(1);
const std::string kMine = report(2);

/// One article.
std::string first(int number) {
  const std::string bodies[] = {"The river rose on Thursday and the quay was closed.",
                                kDam,
                                "The ferry was late on the river because of fog.",
                                kMine,
                                "A market opened on the quay beside the old ferry.",
                                "The council debates the price of bread and of salt.",
                                "Rain stopped the harvest for the third week."};
  return line(fmt::format("p{}", number), fmt::format("2018-03-{:02}", number + 1),
              fmt::format("Headline {}", number), bodies[number]);
}

/// A correction, an article that unites the stories of two, a new shard, and an invalid line.
const std::vector<std::string>& more_lines() {
  static const std::vector<std::string> lines = {
      line("o0", "2017-03-01", "Old, corrected",
           "The river rose on Friday and the quay was closed."),
      line("q1", "2018-02-02", "Both", kDam + kMine),
      line("q2", "2019-01-10", "Another year", "A flood of letters reached the ferry."),
      "{\"broken\": \n"};
  return lines;
}

/// The first few of them.
std::string more(std::size_t lines = more_lines().size()) {
  return std::accumulate(more_lines().begin(),
                         more_lines().begin() + static_cast<std::ptrdiff_t>(lines), std::string());
}

Command add(const World& world, const std::string& input) {
  return index({"add", world.archive(), input, "--jobs", "1"});
}

/// Seven segments in one shard, so that the next run merges, and one in another.
void seven(World& world) {
  for (int i = 0; i < 7; ++i) {
    std::string lines = first(i);
    if (i == 0) lines += line("o0", "2017-03-01", "Old", "The river was low, and the quay dry.");
    world.must(add(world, world.input(fmt::format("{}.jsonl", i), lines)));
  }
}

Command add_more(const World& world) {
  return add(world, world.input("more.jsonl", more()));
}

Command add_part(const World& world, std::size_t lines) {
  return add(world, world.input("more.jsonl", more(lines)));
}

/// Its last line is a reject.
void with_more(World& world) {
  const e2e::Outcome outcome = world.run(add_more(world));
  if (outcome.exit_code != 1) throw std::runtime_error("cannot add: " + outcome.err);
}

void with_alerts(World& world) {
  seven(world);
  const std::pair<const char*, std::string> ways[] = {{"a", "jsonl:" + world.path("out.jsonl")},
                                                      {"b", "atom:" + world.path("out.atom")},
                                                      {"c", "maildir:" + world.path("mail")}};
  for (const auto& [name, to] : ways) {
    world.must(search({"save", world.archive(), name, "ferry OR quay"}));
    world.must(search({"alert", world.archive(), name, "--to", to}));
  }
}

/// A search is saved, and no alert was ever set.
void with_saved(World& world) {
  seven(world);
  world.must(search({"save", world.archive(), "a", "ferry OR quay"}));
}

/// Filled without its alerts noticing. What was delivered into a file was removed with it.
void with_undelivered(World& world) {
  with_alerts(world);
  const std::string alerts = world.archive() + "/alerts";
  fs::rename(alerts, world.path("alerts"));
  with_more(world);
  fs::remove_all(alerts);
  fs::rename(world.path("alerts"), alerts);
  fs::remove(world.path("out.jsonl"));
}

void moved(World& world) {
  make_archive(world);
  world.must(index({"shard", "move", world.archive(), "2018", world.path("copy")}));
  world.serve(world.path("copy"));
}

void attached(World& world) {
  moved(world);
  world.must(index({"shard", "attach", world.archive(), "2018", world.server()}));
}

/// An archive of an older format, with its two shards on servers, trusted.
template <int kFormat>
void of_format(World& world) {
  const fs::path served =
      fs::path(DATELINE_DATA) / "archives" / (test::old_archive_name(kFormat) + "-served");
  test::copy_old_archive(kFormat, world.archive(), world.serve(served / "2016"),
                         world.serve(served / "2017"));
  world.old_format = kFormat;
  world.save();
  world.must(index({"upgrade", world.archive()}));
  world.must(index({"trust", world.archive()}));
  world.restore();
}

/// There is a backup of the earlier state, which also keeps an older revision.
void backed_up(World& world) {
  seven(world);
  const Command backup = index({"backup", world.archive(), world.path("backup"), "--keep", "1"});
  world.must(backup);
  with_more(world);
  world.must(backup);
  world.must(index({"delete", world.archive(), "--id", "p3", "--yes"}));
}

void to_compact(World& world) {
  make_archive(world);
  world.counts_segments = true;
}

/// Flips a bit in the middle of the first file of that name.
void flip(const fs::path& shard, const std::string& name) {
  std::set<fs::path> files;
  for (const fs::directory_entry& segment : fs::directory_iterator(shard)) {
    files.insert(segment.path() / name);
  }
  std::string bytes = e2e::read(*files.begin());
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
  write_file(*files.begin(), bytes);
}

/// Of two segments one has lost a word list, the other an article.
void damaged(World& world) {
  make_archive(world);
  world.may_be_damaged = true;
  flip(world.archive() + "/shards/2018", "forward");
  flip(world.archive() + "/shards/2019", "records");
}

std::vector<Scenario> all() {
  std::vector<Scenario> all;
  all.reserve(100);  // they are changed in place
  const auto put = [&](const char* name, void (*prepare)(World&), Start command) -> Scenario& {
    return all.emplace_back(Scenario{name, prepare, std::move(command)});
  };
  const auto nothing = [](World&) {};
  const auto on_archive = [](std::vector<std::string> verb, std::vector<std::string> rest) {
    return [verb, rest](const World& world) {
      std::vector<std::string> arguments = verb;
      arguments.push_back(world.archive());
      arguments.insert(arguments.end(), rest.begin(), rest.end());
      return index(arguments);
    };
  };

  put("create", nothing, on_archive({"create"}, {})).again = {0, 2};
  Scenario& first_add = put("first add", nothing, [](const World& world) {
    return add(world, world.input("1.jsonl", first(0) + first(1)));
  });
  first_add.has_steps = true;
  first_add.partly = {1};  // alerts, of which there are none, were not delivered
  first_add.steps = {on_archive({"create"}, {})};

  Scenario& by_pipe = put("first add by pipe", nothing, [](const World& world) {
    Command command = index({"add", world.archive(), "-", "--jobs", "1"});
    command.input = first(0) + first(1);
    return command;
  });
  by_pipe.has_steps = true;
  by_pipe.partly = first_add.partly;
  by_pipe.steps = first_add.steps;

  for (const bool is_slow : {false, true}) {
    Scenario& one = put(is_slow ? "add, slowly" : "add", seven, add_more);
    one.done = {1};
    one.again = {0, 1};
    one.has_steps = true;
    for (std::size_t lines = 1; lines < more_lines().size(); ++lines) {
      one.steps.emplace_back([lines](const World& world) { return add_part(world, lines); });
    }
    if (is_slow) one.clock_step_s = 30;
  }
  Scenario& alerting = put("add with alerts", with_alerts, add_more);
  alerting.done = {1};
  alerting.again = {0, 1};
  alerting.has_steps = true;

  put("delete by id", make_archive, on_archive({"delete"}, {"--id", "p2", "--yes"})).again = {0, 1};
  put("delete by query", make_archive,
      on_archive({"delete"}, {"--query", "quay OR letters", "--yes"}))
      .again = {0, 1};
  put("undelete", make_archive, on_archive({"undelete"}, {"--id", "p6"})).again = {0, 1};
  put("add of deleted", make_archive, [](const World& world) {
    return add(world, world.input("again.jsonl", first(6) + first(5)));
  }).partly = first_add.partly;
  put("settings", seven, on_archive({"settings"}, {"--forms", "exact"}));
  put("compact", to_compact, on_archive({"compact"}, {}));
  const Start to_another = [](const World& world) {
    return index({"upgrade", world.archive(), "--to", world.path("new")});
  };
  put("upgrade of format 4", of_format<4>, on_archive({"upgrade"}, {}));
  put("upgrade of format 4 to another", of_format<4>, to_another).again = {0, 2};
  put("upgrade of format 5", of_format<5>, on_archive({"upgrade"}, {}));
  put("upgrade of format 6", of_format<6>, on_archive({"upgrade"}, {}));
  put("upgrade of format 6 to another", of_format<6>, to_another).again = {0, 2};
  put("first backup", make_archive, [](const World& world) {
    return index({"backup", world.archive(), world.path("backup")});
  });
  put("backup", backed_up, [](const World& world) {
    return index({"backup", world.archive(), world.path("backup"), "--keep", "1"});
  }).has_steps = true;
  Scenario& repair = put("repair", damaged, on_archive({"repair"}, {}));
  repair.done = {1};  // an article is lost
  repair.again = {0, 1};

  Scenario& move = put("shard move", make_archive, [](const World& world) {
    return index({"shard", "move", world.archive(), "2018", world.path("copy")});
  });
  move.has_steps = true;
  move.again = {0, 2};
  put("shard attach", moved, [](const World& world) {
    return index({"shard", "attach", world.archive(), "2018", world.server()});
  });
  put("shard detach", attached, on_archive({"shard", "detach"}, {"2018"})).again = {0, 2};

  put("first save", seven, [](const World& world) {
    return search({"save", world.archive(), "a", "fog"});
  }).again = {0, 2};
  put("first alert", with_saved, [](const World& world) {
    return search({"alert", world.archive(), "a", "--to", "jsonl:" + world.path("out.jsonl")});
  });
  put("forget", with_alerts, [](const World& world) {
    return search({"forget", world.archive(), "b"});
  }).again = {0, 1};
  put("save", with_alerts, [](const World& world) {
    return search({"save", world.archive(), "d", "fog"});
  }).again = {0, 2};
  put("alert", with_alerts, [](const World& world) {
    return search({"alert", world.archive(), "a", "--to", "jsonl:" + world.path("other.jsonl")});
  });
  put("deliver", with_undelivered, [](const World& world) {
    return search({"deliver", world.archive()});
  }).partly = {1};
  return all;
}

}  // namespace

const std::vector<Scenario>& scenarios() {
  static const std::vector<Scenario> list = all();
  return list;
}

void make_archive(World& world) {
  seven(world);
  with_more(world);
  world.must(
      add(world, world.input("8.jsonl", line("q3", "2019-02-02", "Bridge",
                                             "The bridge over "
                                             "the river is open again, says the council."))));
  world.must(index({"delete", world.archive(), "--id", "p6", "--yes"}));
}

}  // namespace faults
