#include <QLineEdit>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>

#include "tests/widgets/gallery/sample_data.h"
#include "widgets/common/table_export.h"
#include "widgets/layers/output_change_table.h"
#include "widgets/layers/patch_panel.h"

using namespace vitrine;
using namespace vitrine::widgets;

class TestPatchPanel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tellsWhatIsAskedFor() {
        PatchPanel panel(nullptr);
        panel.setLayers(12);
        QSignalSpy changed(&panel, &PatchPanel::patchChanged);
        panel.findChild<QSpinBox*>()->setValue(3);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(panel.patch(), (PatchPanel::Patch{3, false, {}}));
        panel.findChildren<QToolButton*>().at(1)->click();
        panel.findChild<QLineEdit*>()->setText(QStringLiteral("another"));
        QCOMPARE(panel.patch(), (PatchPanel::Patch{3, true, QStringLiteral("another")}));
        QCOMPARE(changed.size(), 3);
    }

    void reachesTheLastLayersOutput() {
        PatchPanel panel(nullptr);
        panel.setLayers(12);
        panel.findChild<QSpinBox*>()->setValue(99);
        QCOMPARE(panel.patch().layer, 12);
        panel.setLayers(2);
        QCOMPARE(panel.patch().layer, 2);
    }

    void followsTheLayerSilently() {
        PatchPanel panel(nullptr);
        panel.setLayers(12);
        QSignalSpy changed(&panel, &PatchPanel::patchChanged);
        panel.setLayer(7);
        QCOMPARE(panel.patch().layer, 7);
        QCOMPARE(changed.size(), 0);
    }

    void takesTheSamePlaceOfTheSecondText() {
        PatchPanel panel(nullptr);
        panel.setTokens(gallery::tokens({"a", " b", " c"}), 2);
        panel.setSourceTokens(gallery::tokens({"x", " y"}));
        QCOMPARE(panel.sourcePosition(), 1); // it has no third token
    }

    void listsProbabilitiesBeforeAndAfter() {
        QLocale::setDefault(QLocale::c());
        OutputChangeTable table(nullptr);
        OutputChange change;
        change.candidates = {{{7, " a", 0.5F, 1}, 0.25, 3}};
        table.setChange(change);
        const auto text = [&](int column) { return table.index(0, column).data().toString(); };
        QCOMPARE(text(0), QStringLiteral("·a"));
        QCOMPARE(text(1), QStringLiteral("0.500"));
        QCOMPARE(text(2), QStringLiteral("0.250"));
        QCOMPARE(text(3), QStringLiteral("−0.250"));
        QCOMPARE(text(4), QStringLiteral("3"));
        QCOMPARE(table.index(0, 3).data(exportRole).toDouble(), -0.25);
    }
};

QTEST_MAIN(TestPatchPanel)
#include "tst_patch_panel.moc"
