#include <QTest>

#include "widgets/common/table_export.h"
#include "widgets/layers/block_walk_table.h"
#include "widgets/layers/contribution_table.h"

using namespace vitrine;
using namespace vitrine::widgets;

/// What the Layers lens exports as CSV.
class TestLayerTables : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyNumberOfAWalkHasARow() {
        BlockWalkTable table(nullptr);
        QCOMPARE(table.rowCount(), 0);
        const BlockWalk walk{
            0, 0, {{Site::BlockInput, 1, 2, {1, 2}}, {Site::Queries, 2, 2, {3, 4, 5, 6}}}};
        table.setWalk(walk, {});
        QCOMPARE(QString::fromUtf8(toCsv(table)),
            QStringLiteral("part,head,component,value\r\n"
                           "Residual stream,,0,1\r\n"
                           "Residual stream,,1,2\r\n"
                           "Q,0,0,3\r\n"
                           "Q,0,1,4\r\n"
                           "Q,1,0,5\r\n"
                           "Q,1,1,6\r\n"));
    }

    void contributionsNameTheirLayerAndHead() {
        using Kind = ContributionRow::Kind;
        ContributionTable table(nullptr);
        table.setRows({{Kind::TokenEmbedding, -1, -1, 0.5}, {Kind::Attention, 0, -1, 2},
            {Kind::Head, 0, 1, 1.5}, {Kind::Logit, -1, -1, 2.5}});
        QCOMPARE(QString::fromUtf8(toCsv(table)),
            QStringLiteral("part,layer,head,contribution\r\n"
                           "token embedding,,,0.5\r\n"
                           "attention,0,,2\r\n"
                           "head,0,1,1.5\r\n"
                           "logit,,,2.5\r\n"));
    }
};

QTEST_MAIN(TestLayerTables)
#include "tst_layer_tables.moc"
