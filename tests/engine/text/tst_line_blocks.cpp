#include <QtTest>

#include "engine/text/line_blocks.h"
#include "tests/support/scratch_folder.h"

using namespace vitrine;

namespace {

constexpr std::size_t Block = 16;

Expected<std::vector<std::string>> blocksOf(const std::filesystem::path& file) {
    auto blocks = text::LineBlocks::open(file, Block);
    std::vector<std::string> all;
    while (blocks) {
        const auto block = blocks->next();
        if (!block) {
            return Unexpected(block.error());
        }
        if (block->empty()) {
            return all;
        }
        all.emplace_back(*block);
    }
    return Unexpected(blocks.error());
}

} // namespace

class TestLineBlocks : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cutsBetweenLines_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArrayList>("blocks");
        QTest::newRow("empty") << QByteArray() << QByteArrayList{};
        QTest::newRow("one block") << QByteArray("a\nb") << QByteArrayList{"a\nb"};
        QTest::newRow("as long as a block")
            << QByteArray("0123456789abcde\n") << QByteArrayList{"0123456789abcde\n"};
        QTest::newRow("two blocks") << QByteArray("0123456789\nabcdefgh\nx")
                                    << QByteArrayList{"0123456789\n", "abcdefgh\nx"};
        QTest::newRow("a line longer than a block") << QByteArray(
            "0123456789abcdefgh\nx\n") << QByteArrayList{"0123456789abcdef", "gh\nx\n"};
        QTest::newRow("no character is cut")
            << QByteArray("012345678901234中\n") << QByteArrayList{"012345678901234", "中\n"};
        QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF"
                                                       "a\n")
                                         << QByteArrayList{"a\n"};
    }

    void cutsBetweenLines() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArrayList, blocks);
        const test::ScratchFolder folder;
        const auto all = blocksOf(folder.write("text", text.toStdString())).value();
        QByteArrayList got;
        for (const auto& block : all) {
            got << QByteArray::fromStdString(block);
        }
        QCOMPARE(got, blocks);
    }

    void countsWhatItTook() {
        const test::ScratchFolder folder;
        auto blocks = text::LineBlocks::open(folder.write("text", "0123456789\nabcdefgh\n"), Block);
        QCOMPARE(blocks->fileBytes(), std::uintmax_t{20});
        QVERIFY(blocks->next());
        QCOMPARE(blocks->bytesTaken(), std::uintmax_t{11});
    }

    void namesBadBytesOfTheFile() {
        const test::ScratchFolder folder;
        const auto blocks = blocksOf(folder.write("text", "0123456789\nabcdefg\n\xFF\n"));
        QCOMPARE(blocks.error().code, ErrorCode::TextInvalid);
        QCOMPARE(blocks.error().place, std::string("19"));
        const auto cut = blocksOf(folder.write("cut", "a\xE4\xB8"));
        QCOMPARE(cut.error().place, std::string("1"));
    }

    void refusesWhatIsNoFile() {
        const test::ScratchFolder folder;
        QCOMPARE(blocksOf(folder.path() / "none").error().code, ErrorCode::FileMissing);
        QCOMPARE(blocksOf(folder.path()).error().code, ErrorCode::FileUnreadable);
    }
};

QTEST_GUILESS_MAIN(TestLineBlocks)
#include "tst_line_blocks.moc"
