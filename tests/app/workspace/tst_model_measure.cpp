#include <QTest>

#include <algorithm>
#include <cmath>
#include <set>

#include "app/pages/ngram_table_model.h"
#include "app/workspace/model_measure.h"
#include "app/workspace/prompt_continuation.h"
#include "engine/ngram/ngram_counter.h"
#include "tests/support/scratch_folder.h"

using namespace vitrine;
using namespace vitrine::app;

namespace {

constexpr double rounding = 1e-5; // relative: logarithms are kept in float32
const std::filesystem::path Models = std::filesystem::path(VITRINE_SOURCE_DIR) / "tests/app/models";

std::shared_ptr<const ngram::NgramCounts> counted(const char* text, NgramUnit unit) {
    auto counter = ngram::NgramCounter::create({.order = 3, .unit = unit}).value();
    if (!counter.addText(text, [](double) {}, {})) {
        qFatal("the text of the test cannot be counted");
    }
    return counter.finish({}).value();
}

ComparedModel modelOf(
    const std::shared_ptr<const ngram::NgramCounts>& counts, NgramEstimate estimate) {
    return {QStringLiteral("n"), ngram::NgramModel::estimated(counts, estimate, {}).value(), {}};
}

} // namespace

class TestModelMeasure : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void perplexityIsThatOfTheSentences() {
        const test::ScratchFolder folder;
        const auto counts = counted("a b a\na b\nb a b\n", NgramUnit::Word);
        const auto model
            = modelOf(counts, {.smoothing = NgramSmoothing::MaximumLikelihood, .order = 2});
        const auto file = folder.write("text", "a b\n\na b\r\n");
        const auto measured = measureFile({model}, counts, file, {}).value();
        // p(a|<s>) p(b|a) p(</s>|b) = 2/3 · 3/4 · 2/4 = 1/4 for three tokens
        QCOMPARE(measured.models.size(), 1U);
        QCOMPARE(measured.models[0].tokens, 6);
        QVERIFY(std::abs(measured.models[0].perplexity() - std::cbrt(4.0)) < rounding);
        QVERIFY(std::abs(measured.models[0].bitsPerCharacter() - 2.0 / 4) < rounding);
        QCOMPARE(measured.measured, 1.0);
        QCOMPARE(measured.curves.size(), 5U);
        QCOMPARE(measured.curves[0].perplexities.size(), 3U);
    }

    void unseenNgramsAreCountedByOrder() {
        const test::ScratchFolder folder;
        const auto counts = counted("a b a\na b\nb a b\n", NgramUnit::Word);
        const auto measured = measureFile({}, counts, folder.write("text", "a a zz\n"), {}).value();
        // <s> a a zz </s>: zz is unseen; aa, a zz, zz </s>; <s> a a and all that hold zz
        QCOMPARE(measured.unseen.size(), 3U);
        QVERIFY(std::abs(measured.unseen[0] - 1.0 / 5) < rounding);
        QVERIFY(std::abs(measured.unseen[1] - 3.0 / 4) < rounding);
        QVERIFY(std::abs(measured.unseen[2] - 1) < rounding);
    }

    void theWholeFileIsMeasured() {
        const test::ScratchFolder folder;
        std::string text;
        constexpr std::int64_t lines = 40000; // many blocks
        for (std::int64_t i = 0; i < lines; ++i) {
            text += "a b\n";
        }
        const auto counts = counted("a b\n", NgramUnit::Word);
        const std::vector models{modelOf(counts, {.order = 1})};
        std::vector<double> shares;
        const auto measured = measureFile(models, nullptr, folder.write("text", text), {},
            [&](const FileMeasure& soFar) { shares.push_back(soFar.measured); });
        QCOMPARE(measured->models[0].tokens, lines * 3);
        QCOMPARE(measured->measured, 1.0);
        QVERIFY(shares.size() > 3 && std::ranges::is_sorted(shares));
        QVERIFY(measured->curves.empty());
    }

    void aStopLeavesWhatIsDone() {
        const test::ScratchFolder folder;
        std::string text;
        for (int i = 0; i < 40000; ++i) {
            text += "a b\n";
        }
        const auto file = folder.write("text", text);
        const auto counts = counted("a b\n", NgramUnit::Word);
        const std::vector models{modelOf(counts, {.order = 1}), modelOf(counts, {.order = 2})};
        std::stop_source stop;
        const auto part = measureFile(models, counts, file, stop.get_token(),
            [&](const FileMeasure&) { stop.request_stop(); });
        QVERIFY(part->measured > 0 && part->measured < 1);
        QVERIFY(part->models[0].tokens > 0);
        QCOMPARE(part->models[0].tokens, part->models[1].tokens); // of the same part
        QVERIFY(part->curves.empty());
        const auto nothing = measureFile(models, counts, file, stop.get_token());
        QCOMPARE(nothing.error().code, ErrorCode::Interrupted);
    }

    void whatAModelRulesOutIsInfinite() {
        const test::ScratchFolder folder;
        std::string text = "b a\n";
        for (int i = 0; i < 1000; ++i) {
            text += "a b\n"; // one impossible line must not drown
        }
        const auto counts = counted("a b\na b\n", NgramUnit::Word);
        const auto model
            = modelOf(counts, {.smoothing = NgramSmoothing::MaximumLikelihood, .order = 2});
        const auto measured = measureFile({model}, nullptr, folder.write("text", text), {});
        QVERIFY(std::isinf(measured->models[0].perplexity()));
    }

    void neuralModelsMeasureByTheLine() {
        const test::ScratchFolder folder;
        const auto file = folder.write("text", "你先走\n我先来\n");
        const ComparedModel model{
            QStringLiteral("t"), nullptr, api::TextModel::load(Models / "tiny-zh", {}).value()};
        const auto measured = measureFile({model}, nullptr, file, {}).value();
        const auto expected = model.neural->evaluate("你先走\n我先来", /*lines=*/true).value();
        QCOMPARE(measured.models[0].tokens, expected.tokens);
        QVERIFY(std::abs(measured.models[0].perplexity() / expected.perplexity - 1) < rounding);
        QVERIFY(std::abs(measured.models[0].bitsPerCharacter() / expected.bitsPerCharacter - 1)
            < rounding);
    }

    void badFiles_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("empty") << QByteArray("\n\n") << ErrorCode::DatasetTooSmall;
        QTest::newRow("not UTF-8") << QByteArray("a\xFF\n") << ErrorCode::TextInvalid;
    }

    void badFiles() {
        QFETCH(QByteArray, bytes);
        QFETCH(ErrorCode, code);
        const test::ScratchFolder folder;
        const auto measured
            = measureFile({}, nullptr, folder.write("text", bytes.toStdString()), {});
        QVERIFY(!measured);
        QCOMPARE(measured.error().code, code);
    }

    void theSameSeedGivesTheSameText() {
        const auto counts = counted("你先走\n你先来\n我先走\n", NgramUnit::Character);
        const std::vector models{modelOf(counts, {}),
            {QStringLiteral("t"), nullptr, api::TextModel::load(Models / "tiny-zh", {}).value()}};
        for (const auto& model : models) {
            const auto once = continuePrompt(model, "你", 5, 12, {}).value();
            QCOMPARE(continuePrompt(model, "你", 5, 12, {}).value(), once);
            std::set<std::string> texts;
            for (std::uint64_t seed = 0; seed < 12; ++seed) {
                texts.insert(continuePrompt(model, "你", seed, 12, {}).value());
            }
            QVERIFY(texts.size() > 1);
        }
    }

    void withoutSmoothingOnlyWhatWasSeenFollows() {
        const auto counts = counted("你先走\n", NgramUnit::Character);
        const auto model
            = modelOf(counts, {.smoothing = NgramSmoothing::MaximumLikelihood, .order = 3});
        QCOMPARE(continuePrompt(model, "你", 3, 12, {}).value(), "先走"); // then the line ends
    }

    void tableIsSortedAndSearched_data() {
        QTest::addColumn<int>("order");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<NgramQuery::Sort>("sort");
        QTest::addColumn<QByteArray>("first");
        QTest::addColumn<int>("rows");
        using Sort = NgramQuery::Sort;
        QTest::newRow("count") << 2 << QByteArray() << Sort::Count << QByteArray("a b") << 6;
        QTest::newRow("search") << 2 << QByteArray("b <") << Sort::Count << QByteArray("b </s>")
                                << 1;
        QTest::newRow("share") << 2 << QByteArray() << Sort::Share << QByteArray("a b") << 6;
        QTest::newRow("none") << 3 << QByteArray("zz") << Sort::Count << QByteArray() << 0;
        QTest::newRow("words") << 1 << QByteArray() << Sort::Words << QByteArray("b") << 4;
    }

    void tableIsSortedAndSearched() {
        QFETCH(int, order);
        QFETCH(QByteArray, text);
        QFETCH(NgramQuery::Sort, sort);
        QFETCH(QByteArray, first);
        QFETCH(int, rows);
        const auto counts = counted("a b a\na b\nb a b\n", NgramUnit::Word);
        NgramTableModel table(nullptr);
        table.setRows(counts, order,
            findNgrams(*counts, {.order = order, .text = text.toStdString(), .sort = sort}, {}));
        QCOMPARE(table.rowCount(), rows);
        if (rows > 0) {
            QCOMPARE(table.index(0, NgramTableModel::Words).data().toString().toUtf8(), first);
        }
    }

    void tableRowsTellTheirCounts() {
        const auto counts = counted("a b a\na b\nb a b\n", NgramUnit::Word);
        NgramTableModel table(nullptr);
        table.setRows(counts, 2, findNgrams(*counts, {.order = 2, .text = "a b"}, {}));
        QCOMPARE(table.index(0, NgramTableModel::Count).data().toString(), QStringLiteral("3"));
        QCOMPARE(
            table.index(0, NgramTableModel::Continuations).data().toString(), QStringLiteral("2"));
        QCOMPARE(table.index(0, NgramTableModel::Share).data().toString(), QStringLiteral("0.750"));
    }
};

QTEST_GUILESS_MAIN(TestModelMeasure)
#include "tst_model_measure.moc"
