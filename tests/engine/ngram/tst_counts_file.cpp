#include "engine/ngram/counts_file.h"

#include <QFile>

#include "engine/ngram/ngram_model.h"
#include "tests/engine/ngram/ngram_test_support.h"
#include "tests/support/scratch_folder.h"

using namespace vitrine;
using namespace vitrine::test;
using namespace Qt::StringLiterals;

namespace {

constexpr std::string_view Text = "a b a c\na b\nb a b d\nd a b a\n";

QByteArray bytesOf(const std::filesystem::path& path) {
    QFile file(QString::fromStdString(path.string()));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestCountsFile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsWhatItWrote_data() {
        QTest::addColumn<int>("order");
        QTest::addColumn<bool>("cut");
        for (int order = 1; order <= 4; ++order) {
            QTest::addRow("%d all", order) << order << false;
            QTest::addRow("%d cut", order) << order << true;
        }
    }

    /// Every method gives the same model from the file as from the text.
    void readsWhatItWrote() {
        QFETCH(int, order);
        QFETCH(bool, cut);
        NgramCounting counting{.order = order, .unit = NgramUnit::Character};
        if (cut) {
            counting.cutoffs = {0, 1};
        }
        const ScratchFolder folder;
        const auto file = folder.path() / "x.ngrams";
        const auto counts = countsOf(Text, counting);
        QVERIFY(ngram::writeCounts(*counts, file));
        const auto again = ngram::readCounts(file);
        QVERIFY2(again, again ? "" : again.error().detail.c_str());
        QCOMPARE((*again)->unit(), NgramUnit::Character);
        QCOMPARE((*again)->cutoffs(), counts->cutoffs());
        QVERIFY(!(*again)->wholeSentence({}));
        using enum NgramSmoothing;
        for (const auto smoothing :
            {MaximumLikelihood, AddK, GoodTuring, Katz, KneserNey, ModifiedKneserNey}) {
            const auto before = modelOf(counts, {.smoothing = smoothing});
            const auto after = modelOf(*again, {.smoothing = smoothing});
            const auto sentence = idsOf(before->words(), "a b cad", NgramUnit::Character);
            QCOMPARE(after->scoreSentence(sentence), before->scoreSentence(sentence));
        }
    }

    /// Whatever byte is changed or wherever it is cut: refused or read, but never worse.
    void damagedFiles() {
        const ScratchFolder folder;
        const auto file = folder.path() / "x.ngrams";
        QVERIFY(ngram::writeCounts(*countsOf(Text, {.order = 3}), file));
        const auto whole = bytesOf(file);
        for (int i = 0; i < whole.size(); ++i) {
            const auto cut = ngram::readCounts(folder.write("cut", whole.left(i).toStdString()));
            QVERIFY(!cut);
            for (const char byte : {'\x00', '\x7F', '\xFF'}) {
                auto changed = whole;
                changed[i] = byte;
                const auto counts
                    = ngram::readCounts(folder.write("changed", changed.toStdString()));
                if (counts) {
                    ngram::estimate(**counts, {}, {});
                }
            }
        }
        QVERIFY(!ngram::readCounts(folder.write("longer", whole.toStdString() + "x")));
    }

    void newerFiles() {
        const ScratchFolder folder;
        const auto counts = ngram::readCounts(folder.write("new", "VitrineNgrams\x09"));
        QVERIFY(!counts);
        QCOMPARE(counts.error().code, ErrorCode::FormatTooNew);
    }
};

QTEST_GUILESS_MAIN(TestCountsFile)
#include "tst_counts_file.moc"
