#include <QApplication>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHeaderView>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

#include "widgets/attention/head_table.h"
#include "widgets/common/table_export.h"
#include "widgets/common/theme.h"

using namespace vitrine;
using namespace vitrine::widgets;

class TestHeadTable : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme().applyTo(*qApp); }

    void init() {
        m_table = std::make_unique<HeadTable>(nullptr);
        m_table->setModel(2, 2);
        m_table->setStatistics({0, 0}, {1.0, 5, 0.1, 0.9, std::nullopt, std::nullopt});
        m_table->setStatistics({0, 1}, {3.0, 2, 0.7, 0.1, 0.2, 0.1});
        m_table->setStatistics({1, 0}, {2.0, 9, 0.4, 0.3, 0.1, 0.6});
        m_view = m_table->findChild<QTableView*>();
    }

    void listsByLayerAtFirst() {
        QVERIFY(m_table->isByLayer());
        QCOMPARE(names(), QStringLiteral("0·0 0·1 1·0 1·1"));
    }

    void sorts_data() {
        QTest::addColumn<int>("column");
        QTest::addColumn<bool>("descending");
        QTest::addColumn<QString>("order");
        QTest::newRow("entropy") << 1 << false << "0·0 1·0 0·1 1·1";
        QTest::newRow("entropy, most first") << 1 << true << "0·1 1·0 0·0 1·1";
        QTest::newRow("not told is last") << 6 << true << "1·0 0·1 0·0 1·1";
        QTest::newRow("not told is last, least first") << 6 << false << "0·1 1·0 0·0 1·1";
        QTest::newRow("last layer first") << 0 << true << "1·1 1·0 0·1 0·0";
    }
    void sorts() {
        QFETCH(int, column);
        QFETCH(bool, descending);
        QSignalSpy changed(m_table.get(), &HeadTable::shownChanged);
        m_view->sortByColumn(column, descending ? Qt::DescendingOrder : Qt::AscendingOrder);
        QTEST(names(), "order");
        QVERIFY(!m_table->isByLayer());
        QVERIFY(!changed.isEmpty());
    }

    void filters() {
        QSignalSpy changed(m_table.get(), &HeadTable::shownChanged);
        m_table->findChild<QComboBox*>()->setCurrentIndex(2); // the first token
        m_table->findChild<QDoubleSpinBox*>()->setValue(0.4);
        QCOMPARE(names(), QStringLiteral("0·1 1·0"));
        QVERIFY(!changed.isEmpty());
        m_table->findChild<QDoubleSpinBox*>()->setValue(0);
        QCOMPARE(names(), QStringLiteral("0·0 0·1 1·0 1·1"));
    }

    void switchesHeads() {
        QSignalSpy switched(m_table.get(), &HeadTable::headSwitched);
        auto* model = m_view->model();
        QVERIFY(model->setData(model->index(2, 0), Qt::Unchecked, Qt::CheckStateRole));
        QCOMPARE(switched.size(), 1);
        QCOMPARE(switched.front().front().value<HeadIndex>(), (HeadIndex{1, 0}));
        QCOMPARE(model->index(2, 0).data(Qt::CheckStateRole).toInt(), int(Qt::Checked));
        m_table->setSwitchedOff({{1, 0}});
        QCOMPARE(model->index(2, 0).data(Qt::CheckStateRole).toInt(), int(Qt::Unchecked));
    }

    void selects() {
        QSignalSpy selected(m_table.get(), &HeadTable::headSelected);
        m_table->setSelected({1, 0});
        QCOMPARE(selected.size(), 0);
        QCOMPARE(m_view->currentIndex().row(), 2);
        m_view->setCurrentIndex(m_view->model()->index(1, 0));
        QCOMPARE(selected.size(), 1);
        QCOMPARE(selected.front().front().value<HeadIndex>(), (HeadIndex{0, 1}));
        m_table->setSelected({7, 7});
        QVERIFY(!m_view->currentIndex().isValid());
    }

    void exportsNumbers() {
        const auto lines = toCsv(*m_table->table()).split('\n');
        QVERIFY2(lines[1].startsWith("0·0,1,5,0.1,0.9,,"), lines[1].constData());
    }

private:
    QString names() const {
        QStringList names;
        for (const HeadIndex& head : m_table->shownHeads())
            names << QStringLiteral("%1·%2").arg(head.layer).arg(head.head);
        return names.join(QLatin1Char(' '));
    }

    std::unique_ptr<HeadTable> m_table;
    QTableView* m_view = nullptr;
};

QTEST_MAIN(TestHeadTable)
#include "tst_head_table.moc"
