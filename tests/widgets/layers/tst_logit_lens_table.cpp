#include <QSignalSpy>
#include <QTest>

#include "tests/widgets/gallery/sample_data.h"
#include "widgets/common/color_scale.h"
#include "widgets/layers/logit_lens_table.h"

using namespace vitrine;
using namespace vitrine::widgets;
using Measure = LogitLensModel::Measure;

class TestLogitLensTable : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void asksForTheColumnsInSightOnly() {
        LogitLensTable table(nullptr);
        table.resize(500, 300);
        table.show();
        QSignalSpy wanted(&table, &LogitLensTable::columnsWanted);
        table.reset(13, names(800));
        QVERIFY(wanted.wait());
        const int first = wanted.last().at(0).toInt();
        const int count = wanted.last().at(1).toInt();
        QCOMPARE(first, 0);
        QVERIFY2(count > 3 && count < 20, qPrintable(QString::number(count)));

        table.scrollTo(table.model()->index(0, 600), QAbstractItemView::PositionAtCenter);
        QVERIFY(wanted.wait());
        QVERIFY(wanted.last().at(0).toInt() > 590);
    }

    void asksOnce() {
        LogitLensTable table(nullptr);
        table.resize(500, 300);
        table.show();
        table.reset(13, names(3));
        table.addColumns(gallery::logitLens(13, 3));
        QSignalSpy wanted(&table, &LogitLensTable::columnsWanted);
        table.resize(600, 300);
        QVERIFY(!wanted.wait(300));
    }

    void selectsByClickAndKeys() {
        LogitLensTable table(nullptr);
        table.reset(3, names(4));
        table.setSelectedCell(1, 2);
        QSignalSpy selected(&table, &LogitLensTable::cellSelected);
        QTest::keyClick(&table, Qt::Key_Down);
        QCOMPARE(selected.takeFirst(), (QList<QVariant>{2, 2}));
        table.setSelectedCell(0, 0); // what comes from outside is not told back
        QCOMPARE(selected.size(), 0);
    }

    void showsWhatIsAskedFor_data() {
        QTest::addColumn<Measure>("measure");
        QTest::addColumn<QString>("text");
        QTest::addColumn<double>("share");
        QTest::newRow("top") << Measure::TopProbability << QStringLiteral("·have") << 0.8;
        QTest::newRow("target") << Measure::TargetProbability << QStringLiteral("12.5\u202F%")
                                << 0.125;
        QTest::newRow("rank") << Measure::TargetRank << QStringLiteral("10") << 2.0 / 3;
    }
    void showsWhatIsAskedFor() {
        QFETCH(Measure, measure);
        QFETCH(double, share);
        LogitLensModel model(nullptr);
        model.reset(1, names(2));
        model.setMeasure(measure);
        const LogitLensCell seen{{{1, " have", 0.8F, 3}}, 2.5, 0.125, 10};
        model.addColumns({1, 0, 1, {TokenId{7}}, {seen}});
        const auto cell = model.index(0, 0);
        QTEST(cell.data().toString(), "text");
        QCOMPARE(cell.data(Qt::BackgroundRole).value<QColor>(),
            ColorScale::sequential(Theme()).at(share));
        QVERIFY(cell.data(Qt::ToolTipRole).toString().contains(QLatin1String("rank 10")));
        QVERIFY(!model.index(0, 1).data().isValid()); // not computed yet
    }

    void ignoresWhatBelongsToAnotherModel() {
        LogitLensModel model(nullptr);
        model.reset(5, names(4));
        model.addColumns(gallery::logitLens(13, 4)); // other layers
        QVERIFY(!model.isKnown(0));
        model.addColumns(gallery::logitLens(5, 9)); // a longer text
        QVERIFY(model.isKnown(3));
    }

private:
    static QStringList names(int count) {
        QStringList result;
        for (int i = 0; i < count; ++i)
            result += QString::number(i);
        return result;
    }
};

QTEST_MAIN(TestLogitLensTable)
#include "tst_logit_lens_table.moc"
