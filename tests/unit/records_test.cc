// SPDX-License-Identifier: GPL-2.0-or-later
// The file of a segment's records.
#include "common/segment/records.h"

#include "common/disk/pack.h"
#include "tests/unit/temporary.h"

#include <algorithm>
#include <atomic>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include <catch2/catch.hpp>
#include <fmt/format.h>

namespace records_test {

using namespace dateline;
using segment::Records;
namespace fs = std::filesystem;

namespace {

using Random = std::mt19937;

std::string some_words(Random& random, std::size_t bytes) {
  std::string text;
  while (text.size() < bytes) text += fmt::format("word{} ", random() % 500);
  text.resize(bytes);
  return text;
}

std::string some_record(Random& random, std::size_t bytes) {
  return fmt::format(R"({{"id":"{:08x}","headline":"{}","body":"{}"}})", random(),
                     some_words(random, 30), some_words(random, bytes));
}

void write(const fs::path& segment, const std::vector<std::string>& records) {
  segment::RecordsWriter writer(segment);
  for (const std::string& record : records) writer.add(record);
  writer.finish();
}

void check_all(const Records& read, const std::vector<std::string>& records) {
  REQUIRE(read.documents() == records.size());
  for (std::uint32_t docid = 1; docid <= records.size(); ++docid) {
    REQUIRE(read.record(docid) == records[docid - 1]);
  }
}

std::string content(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// Articles of many lengths, with a dictionary or without.
std::vector<std::string> some_records(Random& random, std::size_t bytes) {
  std::vector<std::string> records;
  for (std::size_t all = 0; all < bytes; all += records.back().size()) {
    records.push_back(some_record(random, random() % 6000));
  }
  return records;
}

/// Reads what can be read of a changed file: records, or disk::Damaged.
int read_damaged(const fs::path& segment, std::uint32_t documents) {
  int errors = 0;
  try {
    const Records read(segment);
    for (std::uint32_t docid = 1; docid <= documents; ++docid) {
      try {
        static_cast<void>(read.record(docid));
      } catch (const disk::Damaged&) {
        ++errors;
      }
    }
    CHECK_THROWS_AS(read.verify(), disk::Damaged);
  } catch (const disk::Damaged&) {
    ++errors;
  }
  return errors;
}

}  // namespace

TEST_CASE("records come back as they were written, whatever their number and length") {
  Random random(1);
  const test::Temporary directory;
  const auto there_and_back = [&](const std::vector<std::string>& records) {
    write(directory.path(), records);
    const Records read(directory.path());
    check_all(read, records);
    CHECK_NOTHROW(read.verify());
    CHECK_THROWS_AS(read.record(0), disk::Damaged);
    CHECK_THROWS_AS(read.record(static_cast<std::uint32_t>(records.size() + 1)), disk::Damaged);
  };
  there_and_back({});
  there_and_back({""});
  there_and_back({"a"});
  there_and_back(std::vector<std::string>(20'000));
  there_and_back({"", "", std::string(100'000, 'x'), "", "end"});
  for (std::size_t bytes = 8150; bytes < 8200; ++bytes) {  // about the border of a block
    there_and_back({some_words(random, bytes), "b", some_words(random, bytes - 8000), "c"});
  }
  const std::string huge = some_record(random, std::size_t{9} << 20U);
  there_and_back({huge});
  there_and_back({"before", huge, "after", huge, huge});
  there_and_back(some_records(random, 100'000));
  there_and_back(some_records(random, 1'000'000));
  there_and_back(some_records(random, 12'000'000));
}

TEST_CASE("a dictionary knows what records far apart have in common") {
  Random random(2);
  const test::Temporary directory;
  std::vector<std::string> phrases(400);
  for (std::string& phrase : phrases) {
    for (int i = 0; i < 60; ++i) phrase += static_cast<char>('a' + random() % 26);
  }
  const auto share = [&](std::size_t bytes) {
    std::vector<std::string> records;
    std::size_t all = 0;
    for (; all < bytes; all += records.back().size()) {
      records.emplace_back();
      for (int i = 0; i < 5; ++i) records.back() += phrases[random() % phrases.size()];
    }
    write(directory.path(), records);
    return static_cast<double>(fs::file_size(directory.path() / segment::kRecordsName)) /
           static_cast<double>(all);
  };
  const double without = share(20'000);  // too small for one
  CHECK(share(4'000'000) < without / 2);
}

TEST_CASE("samples of all records make a smaller file of them, which is read the same") {
  Random random(4);
  const test::Temporary quick;
  const test::Temporary thorough;
  const auto compare = [&](const std::vector<std::string>& records) {
    write(quick.path(), records);
    segment::RecordsWriter writer(thorough.path(),
                                  segment::RecordSamples(records.size(), [&](std::size_t i) {
                                    REQUIRE(i < records.size());
                                    return records[i];
                                  }));
    for (const std::string& record : records) writer.add(record);
    writer.finish();
    const Records read(thorough.path());
    check_all(read, records);
    CHECK_NOTHROW(read.verify());
    const auto bytes = [](const test::Temporary& directory) {
      return static_cast<double>(fs::file_size(directory.path() / segment::kRecordsName));
    };
    return bytes(thorough) / bytes(quick);
  };
  compare({});
  compare({""});
  compare({"a", "", "b"});
  compare(std::vector<std::string>(20'000));
  compare({"before", some_record(random, std::size_t{20} << 20U), "after"});
  compare(some_records(random, 100'000));
  // The first do not show what the later ones have in common.
  std::vector<std::string> records = some_records(random, 9'000'000);
  std::vector<std::string> phrases(300);
  for (std::string& phrase : phrases) {
    for (int i = 0; i < 60; ++i) phrase += static_cast<char>('a' + random() % 26);
  }
  for (int i = 0; i < 20'000; ++i) {
    records.emplace_back();
    for (int n = 0; n < 5; ++n) records.back() += phrases[random() % phrases.size()];
  }
  CHECK(compare(records) < 0.9);
}

TEST_CASE("threads read records at the same time") {
  Random random(3);
  const test::Temporary directory;
  const std::vector<std::string> records = some_records(random, 500'000);
  write(directory.path(), records);
  const Records read(directory.path());
  std::atomic<int> wrong = 0;
  std::vector<std::thread> threads;
  for (unsigned t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      Random own(t);
      for (int i = 0; i < 500; ++i) {
        const std::size_t at = own() % records.size();
        if (read.record(static_cast<std::uint32_t>(at + 1)) != records[at]) ++wrong;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(wrong == 0);
}

TEST_CASE("a flipped byte of the records is an error or other text, never a crash") {
  Random random(4);
  const test::Temporary directory;
  const fs::path file = directory.path() / segment::kRecordsName;
  for (const std::size_t size : {3'000U, 200'000U}) {  // the second has a dictionary
    const std::vector<std::string> records = some_records(random, size);
    write(directory.path(), records);
    const std::string whole = content(file);
    int errors = 0;
    const auto with = [&](const std::string& bytes) {
      std::ofstream(file, std::ios::binary) << bytes;
      errors += read_damaged(directory.path(), static_cast<std::uint32_t>(records.size()));
    };
    const std::size_t tail = std::min<std::size_t>(whole.size(), 400);  // arrays and footer
    for (std::size_t i = 0; i < 300 + tail; ++i) {
      const std::size_t at = i < 300 ? random() % whole.size() : whole.size() - 1 - (i - 300);
      std::string bytes = whole;
      bytes[at] = static_cast<char>(bytes[at] ^ static_cast<char>(1 + random() % 255));
      CAPTURE(size, at);
      with(bytes);
    }
    for (int i = 0; i < 50; ++i) {
      const std::size_t length = random() % whole.size();
      CAPTURE(size, length);
      with(whole.substr(0, length));
    }
    CHECK(errors > 300);
  }
}

TEST_CASE("a block that says it holds a gigabyte is damaged, and takes no memory") {
  const test::Temporary directory;
  const fs::path file = directory.path() / segment::kRecordsName;
  write(directory.path(), {std::string(70'000, 'x')});  // one frame: its length is bytes 5 to 8
  std::string bytes = content(file);
  std::uint32_t length = 0;
  std::memcpy(&length, bytes.data() + 5, sizeof length);
  REQUIRE(length == 70'003);
  length = 1U << 30U;
  std::memcpy(bytes.data() + 5, &length, sizeof length);
  std::ofstream(file, std::ios::binary) << bytes;
  const Records read(directory.path());
  CHECK_THROWS_AS(read.record(1), disk::Damaged);
}

}  // namespace records_test
