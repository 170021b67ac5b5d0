#include "app/window/about_dialog.h"

#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QPushButton>
#include <QLabel>
#include <QVBoxLayout>

#include "widgets/common/theme.h"

namespace vitrine::app {

namespace {

constexpr int textWidth = 460;

/// Name, what it is for, licence.
QString libraryRows() {
    const auto row = [](const char* name, const QString& purpose, const char* licence) {
        return QStringLiteral(
            "<tr><td><b>%1</b></td><td>&nbsp;&nbsp;%2&nbsp;&nbsp;</td><td>%3</td></tr>")
            .arg(QLatin1String(name), purpose, QLatin1String(licence));
    };
    return row("LibTorch", AboutDialog::tr("tensors"), "BSD-3-Clause")
        + row("Qt 6", AboutDialog::tr("the window"), "LGPL-3.0")
        + row("QCustomPlot", AboutDialog::tr("curves"), "GPL-3.0-or-later")
        + row("ICU", AboutDialog::tr("characters"), "Unicode-3.0")
        + row("nlohmann/json", AboutDialog::tr("model files"), "MIT")
        + row("CLI11", AboutDialog::tr("the command line"), "BSD-3-Clause")
        + row("tl::expected", AboutDialog::tr("errors as values"), "CC0-1.0");
}

QLabel* paragraph(const QString& text, widgets::TextRole role, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    widgets::setTextRole(label, role);
    return label;
}

} // namespace

AboutDialog::AboutDialog(QWidget* parent) : QDialog(parent) {
    setWindowTitle(tr("About Vitrine"));
    const auto theme = widgets::Theme::of(this);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme.px(24), theme.px(24), theme.px(24), theme.px(16));
    layout->setSpacing(theme.px(12));
    layout->addWidget(paragraph(tr("Vitrine %1").arg(QCoreApplication::applicationVersion()),
        widgets::TextRole::Title, this));
    layout->addWidget(paragraph(
        tr("A desktop laboratory for how language models work. Every number it shows is the loaded "
           "model's own."),
        widgets::TextRole::Body, this));
    layout->addWidget(
        paragraph(tr("Free software under the GNU General Public License, version 3 or "
                     "later, without any warranty. The built-in models were trained by "
                     "Vitrine on texts in the public domain."),
            widgets::TextRole::Body, this));
    layout->addWidget(paragraph(
        QStringLiteral("<table>%1</table>").arg(libraryRows()), widgets::TextRole::Body, this));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setText(tr("Close"));
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(buttons);
    setFixedWidth(theme.px(textWidth));
}

} // namespace vitrine::app
