// SPDX-License-Identifier: GPL-2.0-or-later
// A served copy is a merged segment whose records became document data, and whose token streams
// became positions.
#include "indexer/writer/served.h"

#include "common/archive/served_facts.h"
#include "common/disk/pack.h"
#include "common/errors/errors.h"
#include "common/fields/schema.h"
#include "common/glass/table_writer.h"
#include "indexer/writer/deflate.h"
#include "indexer/writer/merge.h"
#include "indexer/writer/position_table.h"

#include <vector>

#include <fmt/format.h>
#include <xapian.h>

namespace dateline {
namespace fs = std::filesystem;

namespace {

/// Writes a term list table that lists the slots of each document, without terms. Servers send a
/// document with all its values, so they need to know them.
glass::Root write_used_slots(const fs::path& directory) {
  const Xapian::Database database(directory.string());
  std::vector<std::uint32_t> used(database.get_lastdocid() + 1);  // a bit for each slot
  for (const schema::Slot slot : schema::all_slots()) {
    for (auto value = database.valuestream_begin(slot); value != database.valuestream_end(slot);
         ++value) {
      used[value.get_docid()] |= 1U << slot;
    }
  }
  glass::TableWriter table(directory, glass::kTermlist, glass::TableWriter::Split::Fill);
  for (std::uint32_t docid = 1; docid < used.size(); ++docid) {
    std::string key;
    disk::pack_sortable(key, docid);
    key += '\0';
    std::string tag;
    std::uint32_t next = 0;
    for (const schema::Slot slot : schema::all_slots()) {
      if ((used[docid] >> slot & 1U) == 0) continue;
      disk::pack_uint(tag, slot - next);
      next = slot + 1;
    }
    if (!tag.empty()) table.add(key, tag);
  }
  return table.finish();
}

/// Rewrites the table of document data with whole records: a server returns nothing else.
glass::Root write_records(const segment::Reader& segment, const fs::path& directory) {
  glass::TableWriter table(directory, glass::kDocdata, glass::TableWriter::Split::Fill);
  Deflater deflater;
  std::string key;
  for (std::uint32_t docid = 1; docid <= segment.documents(); ++docid) {
    key.clear();
    disk::pack_sortable(key, docid);
    const std::string record = segment.record(docid);
    const std::string_view compressed = deflater.compress(record);
    table.add(key, compressed.empty() ? record : compressed, !compressed.empty());
  }
  return table.finish();
}

}  // namespace

std::uint64_t write_served(std::span<const MergeInput> segments, const fs::path& output) {
  const std::uint64_t articles = merge_segments(segments, output, MergeFor::Serving);
  if (articles == 0) return 0;
  try {
    glass::Version version = glass::read_version(output);
    version.roots[glass::kTermlist] = write_used_slots(output);
    const segment::Reader merged(output);
    write_served_facts(merged, output / kFactsName, output / kWordsName);
    version.roots[glass::kPosition] = write_position_table(merged, output);
    // `merged` has it, but no longer reads it.
    fs::remove(output / glass::file_name(glass::kDocdata));
    version.roots[glass::kDocdata] = write_records(merged, output);
    glass::write_version(output, version);
  } catch (const disk::Damaged& e) {
    throw Error(Code::Machine,
                fmt::format("{} differs from what was just written: {}", output.string(), e.what()),
                "check the disk");
  }
  fs::remove(output / segment::kRecordsName);
  fs::remove(output / segment::kForwardName);
  fs::remove(output / segment::kWordingName);
  return articles;
}

}  // namespace dateline
