#include <fstream>
#include <iterator>

#include <QtTest>

#include "engine/api/task_batch.h"
#include "engine/text/csv_reader.h"
#include "tests/support/scratch_folder.h"

using namespace vitrine;
namespace fs = std::filesystem;

namespace {

constexpr LoadOptions OnCpu{.device = DeviceChoice::Cpu, .threads = 1};

std::shared_ptr<const api::TaskModel> load(const char* name) {
    const auto folder = fs::path(VITRINE_TEST_SOURCE_DIR) / "cases/task_model" / name;
    return api::TaskModel::load(folder, OnCpu).value();
}

std::string contentOf(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

} // namespace

/// Tables that task models answer, row by row.
class TestTaskBatch : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void answersEachRow();
    void findsEntities();
    void findsAnswers();
    void readsLinesOfAText();
    void keepsRowsWithoutText();
    void refusesTableWithoutTheColumn();
    void keepsWhatItHasWhenStopped();
    void writesWhatCsvReadersRead();

private:
    test::ScratchFolder m_folder;
};

void TestTaskBatch::answersEachRow() {
    const auto model = load("classification");
    const auto file = m_folder.write("pairs.csv", "id,text,second\n7,a cat,\n8,\"a, b\",the cat\n");
    double last = 0;
    const auto table = api::answerTable(
        *model, {.file = file}, {}, {}, [&](const Progress& done) { last = done.fraction; });
    QVERIFY2(table, table ? "" : table.error().detail.c_str());
    const std::vector<std::string> columns{
        "id", "text", "second", "predicted", "probability", "p(bad)", "p(so-so)", "p(good)"};
    QVERIFY(table->columns == columns);
    QCOMPARE(table->ownColumns, 3U);
    QCOMPARE(table->rows.size(), 2U);
    QCOMPARE(table->rows[1][0], std::string("8"));
    const auto expected = model->classify("a, b", "the cat").value();
    QCOMPARE(table->rows[1][3], expected.front().label);
    QVERIFY(std::abs(std::stod(table->rows[1][4]) - expected.front().probability) < 1e-5);
    QCOMPARE(last, 1.0);
    QVERIFY(!table->partial);
}

void TestTaskBatch::findsEntities() {
    const auto model = load("tagging");
    const auto file = m_folder.write("texts.jsonl", "{\"text\": \"a cat, the cat.\"}\n");
    const auto table = api::answerTable(*model, {.file = file});
    QVERIFY(table);
    const auto tagged = model->tag("a cat, the cat.").value();
    QVERIFY(!tagged.spans.empty());
    const auto& first = tagged.spans.front();
    const auto expected = first.entity + "="
        + std::string("a cat, the cat.").substr(first.begin, first.end - first.begin);
    QVERIFY(table->rows.front()[1].starts_with(expected));
}

void TestTaskBatch::findsAnswers() {
    const auto model = load("answering");
    const auto file
        = m_folder.write("asked.tsv", "question\tcontext\na cat\tthe cat sat. a b c d\n");
    const auto table = api::answerTable(*model, {.file = file});
    QVERIFY(table);
    const auto answers = model->answer("a cat", "the cat sat. a b c d").value();
    const auto* best = answers.best();
    QCOMPARE(table->rows.front()[2],
        best ? std::string("the cat sat. a b c d").substr(best->begin, best->end - best->begin)
             : std::string());
    QVERIFY(!table->rows.front().back().empty());
}

void TestTaskBatch::readsLinesOfAText() {
    const auto file = m_folder.write("lines.txt", "a cat\n\nthe cat\n");
    const auto table = api::answerTable(*load("classification"), {.file = file});
    QVERIFY(table);
    QCOMPARE(table->columns.front(), std::string("text"));
    QCOMPARE(table->rows.size(), 2U);
}

void TestTaskBatch::keepsRowsWithoutText() {
    std::string valid; // enough of it that the rest is no other encoding
    for (int i = 0; i < 100; ++i) {
        valid += "春花秋月";
    }
    const auto file = m_folder.write(
        "gaps.csv", "text,n\n" + valid + ",1\n ,2\nthe cat\n" + valid + "\xFF,4\n");
    const auto table = api::answerTable(*load("classification"), {.file = file});
    QVERIFY2(table, table ? "" : table.error().detail.c_str());
    QCOMPARE(table->rows.size(), 3U);
    QCOMPARE(table->rows[1][1], std::string("2"));
    QVERIFY(table->rows[1][2].empty());
    QCOMPARE(table->problems.size(), 3U);
    QCOMPARE(table->problems[0].kind, DataProblemKind::ColumnsDiffer);
    QCOMPARE(table->problems[0].line, 4U);
    QCOMPARE(table->problems[1].kind, DataProblemKind::RowEmpty);
    QCOMPARE(table->problems[1].line, 3U);
    QCOMPARE(table->problems[2].kind, DataProblemKind::TextInvalid);
}

void TestTaskBatch::refusesTableWithoutTheColumn() {
    const auto file = m_folder.write("other.csv", "sentence\na cat\n");
    const auto refused = api::answerTable(*load("classification"), {.file = file});
    QCOMPARE(refused.error().code, ErrorCode::OptionInvalid);
    QCOMPARE(refused.error().place, std::string("text"));
    QVERIFY(api::answerTable(*load("classification"), {.file = file}, {.text = "sentence"}));
}

void TestTaskBatch::keepsWhatItHasWhenStopped() {
    const auto file = m_folder.write("stop.csv", "text\na\nb\nc\n");
    std::stop_source stop;
    const auto table = api::answerTable(*load("classification"), {.file = file}, {},
        stop.get_token(), [&](const Progress&) { stop.request_stop(); });
    QVERIFY(table);
    QVERIFY(table->partial);
    QCOMPARE(table->rows.size(), 1U);
}

void TestTaskBatch::writesWhatCsvReadersRead() {
    api::AnsweredTable table;
    table.columns = {"text", "a \"b\""};
    table.rows = {{"one, two\nthree", "x"}, {"", "\"quoted\""}};
    const auto file = m_folder.path() / "out.csv";
    QVERIFY(api::writeCsv(table, file));
    const auto written = contentOf(file);
    text::CsvReader reader(written);
    QVERIFY(reader.next()->fields == table.columns);
    QVERIFY(reader.next()->fields == table.rows[0]);
    QVERIFY(reader.next()->fields == table.rows[1]);
    QVERIFY(!reader.next());
    QCOMPARE(
        api::writeCsv(table, "/no/such/folder/out.csv").error().code, ErrorCode::FileUnwritable);
}

QTEST_GUILESS_MAIN(TestTaskBatch)
#include "tst_task_batch.moc"
