#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include "widgets/common/table_export.h"
#include "widgets/embeddings/neighbour_model.h"
#include "widgets/generation/share_delegate.h"

using namespace vitrine;
using namespace vitrine::widgets;

class TestNeighbourModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void showsWordsWithTheirScores() {
        NeighbourModel model(nullptr);
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setNeighbours({{4, "茶", 0.9}, {7, "stone", -0.25}}, SimilarityMeasure::Cosine);
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("茶"));
        QCOMPARE(model.index(0, 1).data().toString(), QStringLiteral("0.900"));
        QCOMPARE(model.index(1, 1).data().toString(), QStringLiteral("−0.250"));
        QCOMPARE(model.index(1, 1).data(exportRole).toDouble(), -0.25);
        QCOMPARE(toCsv(model), QByteArray("word,cosine\r\n茶,0.9\r\nstone,-0.25\r\n"));
    }

    void barsAreAsLongAsTheScore_data() {
        QTest::addColumn<SimilarityMeasure>("measure");
        QTest::addColumn<double>("first");
        QTest::addColumn<double>("second");
        QTest::newRow("cosine") << SimilarityMeasure::Cosine << 1.0 << 0.0;
        QTest::newRow("dot product") << SimilarityMeasure::DotProduct << 1.0 << 0.0;
        QTest::newRow("distance") << SimilarityMeasure::Euclidean << 1.0 << 0.0;
    }
    void barsAreAsLongAsTheScore() {
        QFETCH(SimilarityMeasure, measure);
        QFETCH(double, first);
        QFETCH(double, second);
        NeighbourModel model(nullptr);
        model.setNeighbours({{0, "a", 8}, {1, "b", 4}, {2, "c", -2}}, measure);
        QCOMPARE(model.index(0, 1).data(ShareDelegate::shareRole).toDouble(), first);
        QCOMPARE(model.index(1, 1).data(ShareDelegate::shareRole).toDouble(),
            measure == SimilarityMeasure::Cosine ? 1.0 : 0.5);
        QCOMPARE(model.index(2, 1).data(ShareDelegate::shareRole).toDouble(), second);
    }

    void aBoxPutsAWordIntoTheSet() {
        NeighbourModel model(nullptr);
        model.setNeighbours({{4, "tea", 0.9}}, SimilarityMeasure::Cosine);
        QSignalSpy changed(&model, &NeighbourModel::chosenChanged);
        QVERIFY(model.setData(model.index(0, 0), Qt::Checked, Qt::CheckStateRole));
        QCOMPARE(changed.takeFirst(), (QVariantList{QStringLiteral("tea"), true}));
        QCOMPARE(model.index(0, 0).data(Qt::CheckStateRole).toInt(), static_cast<int>(Qt::Checked));
        model.setChosen({});
        QCOMPARE(
            model.index(0, 0).data(Qt::CheckStateRole).toInt(), static_cast<int>(Qt::Unchecked));
        QVERIFY(!model.setData(model.index(0, 1), Qt::Checked, Qt::CheckStateRole));
        model.setCheckable(false);
        QVERIFY(!model.index(0, 0).data(Qt::CheckStateRole).isValid());
    }
};

QTEST_GUILESS_MAIN(TestNeighbourModel)
#include "tst_neighbour_model.moc"
