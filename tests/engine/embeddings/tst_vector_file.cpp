#include <chrono>
#include <cstring>

#include <QtTest>

#include <QJsonArray>

#include "engine/embeddings/table_file.h"
#include "engine/embeddings/vector_file.h"
#include "reference_vectors.h"
#include "tests/support/scratch_folder.h"

using namespace vitrine;
using namespace vitrine::embeddings;

namespace {

std::string binary(const std::string& header, const std::vector<std::string>& words, int width,
    float value = 0.5F) {
    std::string file = header + '\n';
    for (const auto& word : words) {
        file += word + ' ';
        for (int i = 0; i < width; ++i) {
            file.append(reinterpret_cast<const char*>(&value), sizeof(value));
        }
        file += '\n';
    }
    return file;
}

std::string npy(const std::string& dictionary, std::size_t bytes) {
    std::string file("\x93NUMPY\x01\x00", 8);
    const auto length = static_cast<std::uint16_t>(dictionary.size());
    file.append(reinterpret_cast<const char*>(&length), sizeof(length));
    return file + dictionary + std::string(bytes, '\0');
}

const std::string Cat = "cat 1 -0.5 2e-3\n";
const std::string Dog = "dog .25 0.1 -7\n";

} // namespace

class TestVectorFile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsEachForm_data();
    void readsEachForm();
    void readsWhatNumPyWrote_data();
    void readsWhatNumPyWrote();
    void keepsWordsWithSpaces();
    void leavesOutWhatIsNoWordOfItsOwn_data();
    void leavesOutWhatIsNoWordOfItsOwn();
    void refuses_data();
    void refuses();
    void opensTheKeptCopy();
    void readsAgainWhatHasChanged();
    void doesWithoutACopyThatIsDamaged();
    void writesAndReadsItsOwnForm_data();
    void writesAndReadsItsOwnForm();
    void completesWords();
    void stopsWhenAsked();
    void readsTheGloveSample();
};

void TestVectorFile::readsEachForm_data() {
    QTest::addColumn<QByteArray>("bytes");
    const auto row = [](const char* name, const std::string& text) {
        QTest::newRow(name) << QByteArray::fromStdString(text);
    };
    row("GloVe", Cat + Dog);
    row("without the last line's end", "cat 1 -0.5 2e-3\ndog .25 0.1 -7");
    row("Windows line ends", "cat 1 -0.5 2e-3\r\ndog .25 0.1 -7\r\n");
    row("word2vec text", "2 3\n" + Cat + Dog);
    row("fastText, space at the end", "2 3\ncat 1 -0.5 2e-3 \ndog .25 0.1 -7 \n");
    row("tabs", "cat\t1\t-0.5\t2e-3\ndog\t.25\t0.1\t-7\n");
    row("empty lines", "2 3\n\n" + Cat + "\n" + Dog + "\n\n");
    row("byte order mark", "\xEF\xBB\xBF" + Cat + Dog);
    row("long numbers", "cat 1.00000000000000000000 -0.5 0.002\ndog 0.25 0.1 -7.0e0\n");
}

void TestVectorFile::readsEachForm() {
    QFETCH(QByteArray, bytes);
    const test::ScratchFolder folder;
    const auto file = readVectors(folder.write("vectors", bytes.toStdString()));
    QVERIFY2(file, file ? "" : file.error().detail.c_str());
    const auto& table = *file->table;
    QCOMPARE(table.size(), 2);
    QCOMPARE(table.dimensions(), 3);
    QCOMPARE(table.word(0), std::string_view("cat"));
    QCOMPARE(table.word(1), std::string_view("dog"));
    const auto cat = table.vector(0);
    const auto dog = table.vector(1);
    QCOMPARE(std::vector<float>(cat.begin(), cat.end()), (std::vector{1.0F, -0.5F, 0.002F}));
    QCOMPARE(std::vector<float>(dog.begin(), dog.end()), (std::vector{0.25F, 0.1F, -7.0F}));
    QCOMPARE(table.find("dog"), std::optional(1));
    QCOMPARE(table.find("do"), std::nullopt);
    QCOMPARE(table.find("zebra"), std::nullopt);
    QCOMPARE(file->skipped, SkippedRows());
}

void TestVectorFile::readsWhatNumPyWrote_data() {
    QTest::addColumn<QString>("name");
    QTest::newRow("npy with words") << QStringLiteral("vectors.npy");
    QTest::newRow("word2vec binary") << QStringLiteral("vectors.bin");
}

void TestVectorFile::readsWhatNumPyWrote() {
    QFETCH(QString, name);
    const auto file = readVectors(test::referenceFolder() / name.toStdString());
    QVERIFY2(file, file ? "" : file.error().detail.c_str());
    QCOMPARE(file->table->size(), 60);
    QCOMPARE(file->table->word(7), std::string_view("词7"));
    const auto first = test::referenceNumbers()[u"first"].toArray();
    QCOMPARE(file->table->dimensions(), static_cast<int>(first.size()));
    for (int i = 0; i < first.size(); ++i) {
        QCOMPARE(file->table->vector(0)[static_cast<std::size_t>(i)],
            static_cast<float>(first[i].toDouble()));
    }
}

void TestVectorFile::keepsWordsWithSpaces() {
    const test::ScratchFolder folder;
    const auto file
        = readVectors(folder.write("glove.txt", "cat 1 2\n. . . 3 4\nat name@domain.com 5 6\n"));
    QVERIFY2(file, file ? "" : file.error().detail.c_str());
    QCOMPARE(file->table->word(1), std::string_view(". . ."));
    QCOMPARE(file->table->vector(1)[0], 3.0F);
    QCOMPARE(file->table->find("at name@domain.com"), std::optional(2));
}

void TestVectorFile::leavesOutWhatIsNoWordOfItsOwn_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("duplicates");
    QTest::addColumn<int>("invalid");
    QTest::addColumn<int>("first");
    QTest::newRow("a word twice") << QByteArray("a 1 2\nb 3 4\na 5 6\nc 7 8\n") << 1 << 0 << 3;
    QTest::newRow("not UTF-8") << QByteArray("a 1 2\nb 3 4\n\xFF\xFE 5 6\nc 7 8\n") << 0 << 1 << 3;
    QTest::newRow("half a character")
        << QByteArray("a 1 2\n\xE4\xBD 5 6\nb 3 4\nc 7 8\n") << 0 << 1 << 2;
    QTest::newRow("both") << QByteArray("a 1 2\n\xFF 5 6\nb 3 4\nb 5 6\nc 7 8\n") << 1 << 1 << 2;
}

void TestVectorFile::leavesOutWhatIsNoWordOfItsOwn() {
    QFETCH(QByteArray, bytes);
    QFETCH(int, duplicates);
    QFETCH(int, invalid);
    QFETCH(int, first);
    const test::ScratchFolder folder;
    const auto path = folder.write("vectors.txt", bytes.toStdString());
    for (int opening = 0; opening < 2; ++opening) { // read, then kept
        const auto file = openVectors(path, folder.path() / "cache");
        QVERIFY2(file, file ? "" : file.error().detail.c_str());
        QCOMPARE(file->skipped, (SkippedRows{duplicates, invalid, first}));
        QCOMPARE(file->table->size(), 3);
        QCOMPARE(file->table->vector(*file->table->find("a"))[0], 1.0F); // the first counts
        QCOMPARE(file->table->vector(*file->table->find("b"))[1], 4.0F);
        QCOMPARE(file->table->vector(*file->table->find("c"))[0], 7.0F);
    }
}

void TestVectorFile::refuses_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QString>("place");
    const auto row = [](const char* name, const std::string& bytes, ErrorCode code,
                         const char* place) {
        QTest::newRow(name) << QByteArray::fromStdString(bytes) << code << QString::fromUtf8(place);
    };
    const auto damaged = ErrorCode::FileDamaged;
    row("empty", "", damaged, "line 1");
    row("a word alone", "cat\n", damaged, "line 1");
    row("header claims too many", "3 3\n" + Cat + Dog, damaged, "line 1");
    row("header claims too few", "1 3\n" + Cat + Dog, damaged, "line 1");
    row("a billion rows", "1000000000 3\n" + Cat + Dog, damaged, "line 1");
    row("a billion dimensions", "2 1000000000\n" + Cat + Dog, damaged, "line 1");
    row("header with another width", "2 4\n" + Cat + Dog, damaged, "line 2, number 4");
    row("a row too short", Cat + "dog 1 2\n", damaged, "line 2, number 3");
    row("a row far too short", Cat + "d 1\n", damaged, "line 2");
    row("a row too long", Cat + "dog 1 2 3 4\n", damaged, "line 2");
    row("short behind empty lines", "2 3\n\n" + Cat + "\ndog 1.00 2.00\n", damaged,
        "line 5, number 3");
    row("NaN", Cat + "dog 1 nan 3\n", damaged, "line 2, number 2");
    row("infinite", Cat + "dog 1 2 inf\n", damaged, "line 2, number 3");
    row("beyond float", Cat + "dog 1 2 1e39\n", damaged, "line 2, number 3");
    row("no number", Cat + "dog 1 two 3\n", damaged, "line 2, number 2");
    row("number with a tail", Cat + "dog 1 2x 3\n", damaged, "line 2, number 2");
    row("binary: a billion rows", binary("1000000000 3", {"a", "b"}, 3), damaged, "line 1");
    row("binary: too wide", binary("2 4000000", {"a", "b"}, 3), damaged, "line 1");
    row("binary: cut off", binary("3 3", {"aaaaaaaa", "bbbbbbbbbb"}, 3), ErrorCode::FileTruncated,
        "word 3");
    row("binary: left over", binary("1 3", {"a", "b"}, 3), damaged, "after word 1");
    row("binary: NaN", binary("1 3", {"a"}, 3, std::numeric_limits<float>::quiet_NaN()), damaged,
        "word 1, number 1");
    row("npy: no header", "\x93NUMPY", damaged, "header");
    row("npy: not two-dimensional",
        npy("{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }", 12),
        ErrorCode::TensorShape, "(3,), }");
    row("npy: integers", npy("{'descr': '<i4', 'fortran_order': False, 'shape': (2, 3), }", 24),
        ErrorCode::TensorType, "<i4");
    row("npy: a billion rows",
        npy("{'descr': '<f4', 'fortran_order': False, 'shape': (1000000000, 3), }", 24),
        ErrorCode::FileTruncated, "1000000000 × 3");
    row("npy: without words",
        npy("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }", 24),
        ErrorCode::FileMissing, "");
}

void TestVectorFile::refuses() {
    QFETCH(QByteArray, bytes);
    QFETCH(ErrorCode, code);
    QFETCH(QString, place);
    const test::ScratchFolder folder;
    const auto path = folder.write("vectors.npy", bytes.toStdString());
    const auto file = readVectors(path);
    QVERIFY(!file);
    QCOMPARE(file.error().code, code);
    QCOMPARE(QString::fromStdString(file.error().place), place);
    if (code != ErrorCode::FileMissing) {
        QCOMPARE(file.error().subject, path.string());
        QVERIFY(file.error().detail.size() > path.string().size());
    }
}

void TestVectorFile::opensTheKeptCopy() {
    const test::ScratchFolder folder;
    const auto path = folder.write("vectors.txt", Cat + Dog);
    const auto cache = folder.path() / "cache";
    const auto read = openVectors(path, cache);
    QVERIFY(read);
    QCOMPARE(std::distance(std::filesystem::directory_iterator(cache), {}), 1);
    // What is kept, not the text, is what is opened: its bytes change, its size and time do not.
    const auto time = std::filesystem::last_write_time(path);
    folder.write("vectors.txt", Dog + Cat);
    std::filesystem::last_write_time(path, time);
    const auto kept = openVectors(path, cache);
    QVERIFY(kept);
    QCOMPARE(kept->table->word(0), std::string_view("cat"));
    QCOMPARE(kept->table->vector(1)[2], -7.0F);
    QCOMPARE(kept->table->norm(0), read->table->norm(0));
    QCOMPARE(kept->table->find("dog"), std::optional(1));
}

void TestVectorFile::readsAgainWhatHasChanged() {
    const test::ScratchFolder folder;
    const auto cache = folder.path() / "cache";
    const auto path = folder.write("vectors.txt", Cat + Dog);
    QVERIFY(openVectors(path, cache));
    folder.write("vectors.txt", Cat + Dog + "eel 1 2 3\n");
    const auto file = openVectors(path, cache);
    QVERIFY(file);
    QCOMPARE(file->table->size(), 3);
}

void TestVectorFile::doesWithoutACopyThatIsDamaged() {
    const test::ScratchFolder folder;
    const auto cache = folder.path() / "cache";
    const auto path = folder.write("vectors.txt", Cat + Dog);
    QVERIFY(openVectors(path, cache));
    for (const auto& entry : std::filesystem::directory_iterator(cache)) {
        std::filesystem::resize_file(entry.path(), 40);
    }
    const auto file = openVectors(path, cache);
    QVERIFY(file);
    QCOMPARE(file->table->size(), 2);
}

void TestVectorFile::writesAndReadsItsOwnForm_data() {
    QTest::addColumn<TablePrecision>("precision");
    QTest::newRow("float32") << TablePrecision::Float32;
    QTest::newRow("float16") << TablePrecision::Float16;
}

void TestVectorFile::writesAndReadsItsOwnForm() {
    QFETCH(TablePrecision, precision);
    const test::ScratchFolder folder;
    const std::vector<std::string> words{"银行", "bank", "a"};
    // Halves hold these exactly: a small one without leading 1, the largest, and thirds rounded.
    const std::vector<float> values{0.5F, -2, 0x1p-24F, 65504, 0, 0.333251953125F};
    const auto table = EmbeddingTable::of(words, values, 2);
    const auto path = folder.path() / "table.safetensors";
    QVERIFY(writeTable(*table, path, precision, {{"title", "three words"}}));
    const auto read = readTable(path);
    QVERIFY2(read, read ? "" : read.error().detail.c_str());
    QCOMPARE(read->metadata.at("title"), "three words");
    const auto all = read->table->parts().vectors;
    QCOMPARE(std::vector<float>(all.begin(), all.end()), values);
    QCOMPARE(read->table->find("银行"), std::optional(0));
    QCOMPARE(read->table->find("a"), std::optional(2));
    QCOMPARE(read->table->norm(0), table->norm(0));
    QCOMPARE(readVectors(path)->table->size(), 3);
}

void TestVectorFile::completesWords() {
    const std::vector<std::string> words{"sea", "seal", "bee", "seam", "season", "Sea"};
    const auto table = EmbeddingTable::of(words, std::vector<float>(6, 1), 1);
    QCOMPARE(table->completions("sea", 10), (std::vector{0, 1, 3, 4}));
    QCOMPARE(table->completions("sea", 2), (std::vector{0, 1}));
    QCOMPARE(table->completions("z", 2), std::vector<int>());
    QCOMPARE(table->completions("", 3), (std::vector{0, 1, 2}));
}

void TestVectorFile::stopsWhenAsked() {
    const test::ScratchFolder folder;
    std::stop_source source;
    source.request_stop();
    const ReadOptions options{.threads = 1, .stop = source.get_token(), .progress = {}};
    for (const auto& bytes : {Cat + Dog, binary("2 3", {"a", "b"}, 3)}) {
        const auto file = readVectors(folder.write("vectors", bytes), options);
        QVERIFY(!file);
        QCOMPARE(file.error().code, ErrorCode::Interrupted);
    }
}

void TestVectorFile::readsTheGloveSample() {
    const auto path = std::filesystem::path(qEnvironmentVariable("VITRINE_TEST_DATA").toStdString())
        / "word-vectors/glove-twitter-25d-12k.txt";
    if (!std::filesystem::exists(path)) {
        QSKIP("The reference data is not here.");
    }
    const auto file = readVectors(path);
    QVERIFY2(file, file ? "" : file.error().detail.c_str());
    QCOMPARE(file->table->dimensions(), 25);
    QCOMPARE(file->table->size() + static_cast<int>(file->skipped.total()), 11925);
    QVERIFY(file->table->find("the"));
}

QTEST_GUILESS_MAIN(TestVectorFile)
#include "tst_vector_file.moc"
