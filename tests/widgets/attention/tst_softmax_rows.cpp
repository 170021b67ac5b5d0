#include <QTest>

#include "tests/widgets/gallery/sample_data.h"
#include "widgets/attention/softmax_row_model.h"

using namespace vitrine;
using namespace vitrine::widgets;

class TestSoftmaxRows : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void showsTheTextbookExample() {
        SoftmaxRowModel model(nullptr);
        model.setRows(
            softmaxRows(gallery::derivation(), 6), {QStringLiteral("A"), QStringLiteral("B")});
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(textsOf(model, 0), (QStringList{u"A"_qs, u"14.00"_qs, u"1.20e6"_qs, u"0.881"_qs}));
        QCOMPARE(textsOf(model, 1)[3], QStringLiteral("0.119"));
    }

    void sumsTheOthers() {
        auto derivation = gallery::derivation(9); // scores 14, 12, then seven of 0
        const auto rows = softmaxRows(derivation, 3);
        QCOMPARE(rows.size(), 4U);
        QCOMPARE(rows[0].key, 0);
        QCOMPARE(rows[1].key, 1);
        QCOMPARE(rows[3].key, -1);
        QCOMPARE(rows[3].keys, 6);
        QCOMPARE(rows[3].exponential, 6.0);
        double sum = 0;
        for (const auto& row : rows)
            sum += row.weight;
        QVERIFY(std::abs(sum - 1) < 1e-12);
    }

    void keepsTheKeyThatIsAskedFor() {
        auto derivation = gallery::derivation(9);
        derivation.key = 7;
        const auto rows = softmaxRows(derivation, 2);
        QCOMPARE(rows.size(), 3U);
        QCOMPARE(rows[0].key, 0);
        QCOMPARE(rows[1].key, 7);
    }

    void leavesMaskedKeysOut() {
        auto derivation = gallery::derivation(4);
        derivation.rowVisible[3] = false;
        derivation.key = 3;
        const auto rows = softmaxRows(derivation, 6);
        QCOMPARE(rows.size(), 3U);
        QCOMPARE(rows.back().key, 2);
    }

private:
    static QStringList textsOf(const SoftmaxRowModel& model, int row) {
        QStringList texts;
        for (int column = 0; column < model.columnCount(); ++column)
            texts << model.index(row, column).data().toString();
        return texts;
    }
};

QTEST_APPLESS_MAIN(TestSoftmaxRows)
#include "tst_softmax_rows.moc"
