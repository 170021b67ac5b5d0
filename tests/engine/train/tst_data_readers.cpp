#include <QtTest>

#include "engine/text/csv_reader.h"
#include "engine/train/data_readers.h"
#include "engine/train/tag_scheme.h"
#include "tests/support/scratch_folder.h"

using namespace vitrine;
namespace fs = std::filesystem;

namespace {

using Kind = DataProblemKind;

/// A problem without its file.
struct Listed {
    std::size_t line;
    Kind kind;
    std::string detail;
    bool operator==(const Listed&) const = default;
};

std::vector<Listed> listed(const std::vector<DataProblem>& problems) {
    std::vector<Listed> result;
    for (const auto& problem : problems) {
        result.push_back({problem.line, problem.kind, problem.detail});
    }
    return result;
}

} // namespace

/// Rows of data files, and what is wrong with others.
class TestDataReaders : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsQuotedFields();
    void readsLabelledTables();
    void readsLabelledJsonLines();
    void readsFolderOfLabels();
    void listsBadRows();
    void refusesFilesWithoutAUsableRow();
    void readsConll();
    void readsTaggedJsonLines();
    void knowsTagSchemes_data();
    void knowsTagSchemes();
    void readsSquad();
    void correctsAndListsAnswers();
    void readsPrompts();
    void readsTextsOfEveryKind();
    void convertsOtherEncodings_data();
    void convertsOtherEncodings();
    void repeatsRows();
    void holdsOutAboutTheShare();

private:
    CorpusFile write(const char* name, std::string_view text) const {
        return {m_folder.write(name, text)};
    }

    test::ScratchFolder m_folder;
};

void TestDataReaders::readsQuotedFields() {
    text::CsvReader reader("a,\"b,\"\"c\"\"\",\r\n\n\"two\nlines\",,x\n");
    const auto first = reader.next();
    QVERIFY(first->fields == (std::vector<std::string>{"a", "b,\"c\"", ""}));
    QCOMPARE(first->line, 1U);
    const auto second = reader.next();
    QVERIFY(second->fields == (std::vector<std::string>{"two\nlines", "", "x"}));
    QCOMPARE(second->line, 3U);
    QVERIFY(!reader.next());
    QVERIFY(text::CsvReader("\"never closed\n").next()->open);
}

void TestDataReaders::readsLabelledTables() {
    const std::vector files{write("a.csv", "stars,review\n5,\"fine, really\"\n1,很差\n"),
        write("b.tsv", "review\tstars\nso-so\t3\n")};
    DataColumns columns;
    columns.text = "review";
    columns.label = "stars";
    const auto data = train::readLabelledTexts(files, columns);
    QVERIFY2(data, data ? "" : data.error().detail.c_str());
    QVERIFY(data->problems.empty());
    QVERIFY(data->rows
        == (std::vector<LabelledText>{
            {"fine, really", "", "5", 2}, {"很差", "", "1", 3}, {"so-so", "", "3", 2}}));
}

void TestDataReaders::readsLabelledJsonLines() {
    const std::vector files{write("a.jsonl",
        "{\"text\": \"one\", \"second\": \"two\", \"label\": 1}\n\n{\"text\": \"x\", \"label\": "
        "true}\n")};
    const auto data = train::readLabelledTexts(files, {});
    QVERIFY(
        data->rows == (std::vector<LabelledText>{{"one", "two", "1", 1}, {"x", "", "true", 3}}));
}

void TestDataReaders::readsFolderOfLabels() {
    const auto root = m_folder.path() / "films";
    for (const auto* label : {"neg", "pos"}) {
        fs::create_directories(root / label);
        m_folder.write((std::string("films/") + label + "/1.txt").c_str(), label);
    }
    m_folder.write("films/pos/2.txt", "  \n");
    const auto data = train::readLabelledTexts(std::vector{CorpusFile{root}}, {});
    QVERIFY(data->rows == (std::vector<LabelledText>{{"neg", "", "neg"}, {"pos", "", "pos"}}));
    QVERIFY(listed(data->problems) == (std::vector<Listed>{{0, Kind::RowEmpty, ""}}));
}

void TestDataReaders::listsBadRows() {
    const std::vector files{
        write(
            "bad.csv", "text,label\nfine 好极了,1\n,0\nthree,of,them\nx\xFF,1\nlast,\n\"open,1\n"),
        write("bad.jsonl",
            "{\"text\": \"fine\", \"label\": 1}\n[1]\n{\"text\": 1\n{\"label\": 1}\n")};
    const auto data = train::readLabelledTexts(files, {});
    QCOMPARE(data->rows.size(), 2U);
    QVERIFY(listed(data->problems)
        == (std::vector<Listed>{{3, Kind::RowEmpty, "text"}, {4, Kind::ColumnsDiffer, "3, 2"},
            {5, Kind::TextInvalid, "text"}, {6, Kind::RowEmpty, "label"}, {7, Kind::QuoteOpen, ""},
            {2, Kind::JsonInvalid, ""}, {3, Kind::JsonInvalid, ""},
            {4, Kind::ColumnMissing, "text"}}));
    QCOMPARE(data->problems.front().file, files[0].file);
    QCOMPARE(data->problems.back().file, files[1].file);
}

void TestDataReaders::refusesFilesWithoutAUsableRow() {
    const std::vector files{write("wrong.csv", "comment,stars\nfine,1\n")};
    const auto data = train::readLabelledTexts(files, {});
    QCOMPARE(data.error().code, ErrorCode::DatasetTooSmall);
    QVERIFY(data.error().detail.find("text") != std::string::npos); // the column that is not there
    const std::vector missing{CorpusFile{m_folder.path() / "none.csv"}};
    QCOMPARE(train::readLabelledTexts(missing, {}).error().code, ErrorCode::FileMissing);
    const std::vector lines{write("lines.txt", "a\n")};
    QCOMPARE(train::readLabelledTexts(lines, {}).error().code, ErrorCode::OptionInvalid);
}

void TestDataReaders::readsConll() {
    const std::vector files{write("a.conll",
        "-DOCSTART- -X- O O\n\nAnn NNP B-NP B-PER\nsleeps VBZ B-VP O\n\n\n北 B-LOC\n京\tI-LOC\n"
        "alone\n\nx X-PER\n")};
    const auto data = train::readTaggedWords(files, {});
    QVERIFY2(data, data ? "" : data.error().detail.c_str());
    QVERIFY(data->rows
        == (std::vector<TaggedWords>{
            {{"Ann", "sleeps"}, {"B-PER", "O"}, 3}, {{"北", "京"}, {"B-LOC", "I-LOC"}, 7}}));
    QVERIFY(listed(data->problems)
        == (std::vector<Listed>{
            {9, Kind::ColumnsDiffer, "1, 2"}, {11, Kind::TagInvalid, "X-PER"}}));
}

void TestDataReaders::readsTaggedJsonLines() {
    const std::vector files{write("a.jsonl",
        "{\"tokens\": [\"Ann\", \"!\"], \"tags\": [\"B-PER\", \"O\"]}\n"
        "{\"tokens\": [\"Ann\"], \"tags\": []}\n{\"tokens\": \"Ann\", \"tags\": [\"O\"]}\n")};
    DataColumns columns;
    columns.text = "tokens";
    columns.label = "tags";
    const auto data = train::readTaggedWords(files, columns);
    QVERIFY(data->rows == (std::vector<TaggedWords>{{{"Ann", "!"}, {"B-PER", "O"}, 1}}));
    QVERIFY(listed(data->problems)
        == (std::vector<Listed>{
            {2, Kind::ColumnsDiffer, "0, 1"}, {3, Kind::ColumnMissing, "tokens"}}));
}

void TestDataReaders::knowsTagSchemes_data() {
    QTest::addColumn<QStringList>("tags");
    QTest::addColumn<QStringList>("bio");
    const auto row = [](const char* name, const char* tags, const char* bio) {
        QTest::newRow(name) << QString::fromUtf8(tags).split(u' ')
                            << QString::fromUtf8(bio).split(u' ');
    };
    row("BIO", "B-A I-A B-A O I-A", "B-A I-A B-A O B-A");
    row("IOB1", "I-A I-A B-A I-B O", "B-A I-A B-A B-B O");
    row("BIOES", "B-A I-A E-A S-A S-A O", "B-A I-A I-A B-A B-A O");
    row("after an end", "B-A E-A I-A", "B-A I-A B-A");
    row("BMES", "B-A M-A E-A S-B", "B-A I-A I-A B-B");
    row("BILOU", "B-A L-A U-A", "B-A I-A B-A");
}

void TestDataReaders::knowsTagSchemes() {
    QFETCH(QStringList, tags);
    QFETCH(QStringList, bio);
    const auto strings = [](const QStringList& list) {
        std::vector<std::string> result;
        for (const auto& item : list) {
            result.push_back(item.toStdString());
        }
        return result;
    };
    QVERIFY(train::bioTags(strings(tags)) == strings(bio));
}

void TestDataReaders::readsSquad() {
    const std::vector files{write("a.json", R"({"version": "2.0", "data": [{"paragraphs": [{
        "context": "李白生于碎叶。 Li Bai was born in Suyab.",
        "qas": [
            {"id": "1", "question": "他生在哪里？", "answers": [{"text": "碎叶", "answer_start": 4}]},
            {"id": "2", "question": "Where?", "answers": [
                {"text": "Suyab", "answer_start": 27}, {"text": "in Suyab", "answer_start": 24}]},
            {"id": "3", "question": "When?", "answers": [], "is_impossible": true}]}]}]})")};
    const auto data = train::readAnsweredQuestions(files);
    QVERIFY2(data, data ? "" : data.error().detail.c_str());
    QVERIFY(data->problems.empty());
    QCOMPARE(data->rows.size(), 3U);
    QCOMPARE(data->rows[0].start, 12U); // four characters of three bytes
    for (const auto& row : data->rows) {
        QCOMPARE(row.context.substr(row.start, row.answer.size()), row.answer);
    }
    QCOMPARE(data->rows[1].answer, "Suyab");
    QCOMPARE(data->rows[2].answer, "");
}

void TestDataReaders::correctsAndListsAnswers() {
    const std::vector files{write("a.json", R"({"data": [{"paragraphs": [{
        "context": "a cat and a cat",
        "qas": [
            {"question": "1?", "answers": [{"text": "cat", "answer_start": 11}]},
            {"question": "2?", "answers": [{"text": "dog", "answer_start": 2}]},
            {"question": "3?", "answers": [{"text": "cat", "answer_start": 900}]},
            {"question": "", "answers": [{"text": "cat", "answer_start": 2}]}]}]}]})")};
    const auto data = train::readAnsweredQuestions(files);
    QCOMPARE(data->rows.size(), 2U);
    QCOMPARE(data->rows[0].start, 12U); // nearer than 2
    QCOMPARE(data->rows[1].start, 12U);
    QVERIFY(listed(data->problems)
        == (std::vector<Listed>{{4, Kind::SpanMoved, "cat"}, {5, Kind::SpanOutside, "dog"},
            {6, Kind::SpanMoved, "cat"}, {7, Kind::RowEmpty, "question"}}));
    const std::vector other{write("b.json", R"({"data": [{"paragraphs": {}}]})")};
    QCOMPARE(train::readAnsweredQuestions(other).error().place, "/data/0/paragraphs");
}

void TestDataReaders::readsPrompts() {
    const std::vector files{write("a.jsonl",
        "{\"instruction\": \"Translate\", \"input\": \"猫\", \"output\": \"cat\"}\n"
        "{\"instruction\": \"Hello?\", \"input\": \"\", \"output\": \"Hi.\"}\n"
        "{\"instruction\": \"Nothing\", \"output\": \"\"}\n")};
    DataColumns columns;
    columns.prompt = "instruction";
    columns.second = "input";
    columns.answer = "output";
    const auto data = train::readPromptAnswers(files, columns);
    QVERIFY(data->rows == (std::vector<PromptAnswer>{{"Translate\n猫", "cat"}, {"Hello?", "Hi."}}));
    QVERIFY(listed(data->problems) == (std::vector<Listed>{{3, Kind::RowEmpty, "output"}}));
}

void TestDataReaders::readsTextsOfEveryKind() {
    fs::create_directories(m_folder.path() / "folder");
    m_folder.write("folder/b.txt", "three\n");
    m_folder.write("folder/a.txt", "one\n\ntwo\r\n");
    m_folder.write("folder/notes.md", "not this\n");
    for (const auto& source :
        {CorpusFile{m_folder.path() / "folder"}, write("t.csv", "text,x\none,1\ntwo,2\nthree,3\n"),
            write("t.txt", "\xEF\xBB\xBFone\ntwo\n\nthree")}) {
        std::string all;
        std::vector<DataProblem> problems;
        const auto read = train::forEachText(
            source, {}, problems, [&](std::string_view text, std::size_t) -> Expected<void> {
                all += std::string(text) + ";";
                return {};
            });
        QVERIFY(read && problems.empty());
        QCOMPARE(all, "one;two;three;");
    }
}

void TestDataReaders::convertsOtherEncodings_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("encoding");
    const auto text = QStringLiteral("白日依山尽，黄河入海流。欲穷千里目，更上一层楼。"
                                     "春眠不觉晓，处处闻啼鸟。夜来风雨声，花落知多少。\n");
    QByteArray utf16("\xFF\xFE");
    utf16.append(reinterpret_cast<const char*>(text.utf16()), 2 * text.size());
    QTest::newRow("UTF-16") << utf16 << QStringLiteral("UTF-16LE");
    // The same text in GB 18030, by Python's codec.
    QTest::newRow("GB 18030") << QByteArray::fromHex(
        "b0d7c8d5d2c0c9bdbea1a3acbbc6bad3c8ebbaa3c1f7a1a3d3fbc7eec7a7c0efc4bf"
        "a3acb8fcc9cfd2bbb2e3c2a5a1a3b4bac3dfb2bbbef5cffea3acb4a6b4a6cec5cce4"
        "c4f1a1a3d2b9c0b4b7e7d3eac9f9a3acbba8c2e4d6aab6e0c9d9a1a30a")
                              << QStringLiteral("GB18030");
}

void TestDataReaders::convertsOtherEncodings() {
    QFETCH(QByteArray, bytes);
    QFETCH(QString, encoding);
    const auto source = write("poem.txt", bytes.toStdString());
    std::vector<DataProblem> problems;
    std::string all;
    const auto read = train::forEachText(
        source, {}, problems, [&](std::string_view text, std::size_t) -> Expected<void> {
            all += text;
            return {};
        });
    QVERIFY2(read, read ? "" : read.error().detail.c_str());
    QVERIFY(all.starts_with("白日依山尽，") && all.ends_with("花落知多少。"));
    QVERIFY(
        listed(problems) == (std::vector<Listed>{{0, Kind::Converted, encoding.toStdString()}}));
}

void TestDataReaders::repeatsRows() {
    auto source = write("a.csv", "text,label\na,0\nb,1\n");
    source.repeat = 3;
    const auto data = train::readLabelledTexts(std::vector{source}, {});
    QCOMPARE(data->rows.size(), 2U);
    QCOMPARE(data->repeats, (std::vector<int>{3, 3}));
}

void TestDataReaders::holdsOutAboutTheShare() {
    int held = 0;
    bool seedMatters = false;
    for (std::size_t row = 0; row < 10'000; ++row) {
        held += train::isHeldOut(row, 0.2, /*seed=*/5) ? 1 : 0;
        seedMatters |= train::isHeldOut(row, 0.2, 5) != train::isHeldOut(row, 0.2, 6);
        QVERIFY(!train::isHeldOut(row, 0, 5));
    }
    QVERIFY(held > 1900 && held < 2100); // six deviations of a fair draw are 240
    QVERIFY(seedMatters);
}

QTEST_GUILESS_MAIN(TestDataReaders)
#include "tst_data_readers.moc"
