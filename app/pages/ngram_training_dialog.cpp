#include "app/pages/ngram_training_dialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>

#include <algorithm>

#include "widgets/common/theme.h"

namespace vitrine::app {

namespace {

constexpr int mostCut = 99;

/// Lines without words say nothing; of a pasted text they are left out.
std::string filledLines(const QString& text) {
    std::string result;
    for (const auto& line : text.split(u'\n')) {
        if (!line.trimmed().isEmpty()) {
            result += line.trimmed().toStdString() + '\n';
        }
    }
    return result;
}

} // namespace

void fillSmoothings(QComboBox* box) {
    using enum NgramSmoothing;
    const int current = std::max(0, box->currentIndex());
    box->clear();
    for (const auto smoothing :
        {ModifiedKneserNey, KneserNey, Katz, GoodTuring, AddK, StupidBackoff, MaximumLikelihood}) {
        box->addItem(smoothingText(smoothing), QVariant::fromValue(smoothing));
    }
    box->setCurrentIndex(current);
}

NgramTrainingDialog::NgramTrainingDialog(NgramUnit unit, QWidget* parent)
    : QDialog(parent), m_text(widgets::makeParented<QPlainTextEdit>(this)),
      m_file(widgets::makeParented<QLineEdit>(this)),
      m_order(widgets::makeParented<QSpinBox>(this)),
      m_unit(widgets::makeParented<QComboBox>(this)),
      m_smoothing(widgets::makeParented<QComboBox>(this)),
      m_cutoff(widgets::makeParented<QSpinBox>(this)),
      m_buttons(widgets::makeParented<QDialogButtonBox>(
          QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this)) {
    setWindowTitle(tr("Count a text"));
    build();
    m_unit->setCurrentIndex(m_unit->findData(QVariant::fromValue(unit)));
    connect(m_text, &QPlainTextEdit::textChanged, this, &NgramTrainingDialog::checkText);
    connect(m_file, &QLineEdit::textChanged, this, &NgramTrainingDialog::checkText);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    checkText();
}

void NgramTrainingDialog::build() {
    m_text->setPlaceholderText(tr("Paste a text, one sentence on each line."));
    m_text->setAccessibleName(tr("Text to count"));
    m_file->setPlaceholderText(tr("or a text file"));
    m_file->setAccessibleName(tr("File to count"));
    m_order->setRange(1, MaximumNgramOrder);
    m_order->setValue(3);
    m_order->setToolTip(tr("Longest n-gram that is counted"));
    m_unit->addItem(tr("characters"), QVariant::fromValue(NgramUnit::Character));
    m_unit->addItem(tr("words"), QVariant::fromValue(NgramUnit::Word));
    m_unit->setToolTip(
        tr("Words stand between blanks, those of Chinese are found by a dictionary; of "
           "characters every one counts"));
    fillSmoothings(m_smoothing);
    m_smoothing->setToolTip(tr("How probabilities are made of the counts"));
    m_cutoff->setRange(0, mostCut);
    m_cutoff->setToolTip(tr("n-grams of two and more units that are seen at most so often are "
                            "dropped; 0 keeps all"));
    auto* choose = new QPushButton(tr("Choose…"), this);
    choose->setToolTip(tr("Choose a text file, one sentence on each line"));
    connect(choose, &QPushButton::clicked, this, &NgramTrainingDialog::chooseFile);
    auto* file = new QHBoxLayout;
    file->addWidget(m_file, 1);
    file->addWidget(choose);
    auto* form = new QFormLayout(this);
    form->addRow(m_text);
    form->addRow(tr("File"), file);
    form->addRow(tr("Order"), m_order);
    form->addRow(tr("Unit"), m_unit);
    form->addRow(tr("Smoothing"), m_smoothing);
    form->addRow(tr("Cut-off"), m_cutoff);
    form->addRow(m_buttons);
    m_buttons->button(QDialogButtonBox::Ok)->setText(tr("Count"));
    const auto theme = widgets::Theme::of(this);
    resize(theme.px(480), theme.px(460));
}

void NgramTrainingDialog::chooseFile() {
    const auto file = QFileDialog::getOpenFileName(this, tr("Text to count"));
    if (!file.isEmpty()) {
        m_file->setText(file);
    }
}

void NgramTrainingDialog::checkText() {
    m_buttons->button(QDialogButtonBox::Ok)
        ->setEnabled(!m_file->text().isEmpty() || !m_text->toPlainText().trimmed().isEmpty());
}

NgramText NgramTrainingDialog::text() const {
    return {filledLines(m_text->toPlainText()), m_file->text().toStdString()};
}

NgramCounting NgramTrainingDialog::counting() const {
    NgramCounting counting;
    counting.order = m_order->value();
    counting.unit = m_unit->currentData().value<NgramUnit>();
    if (m_cutoff->value() > 0) {
        counting.cutoffs = {0, static_cast<std::uint32_t>(m_cutoff->value())};
    }
    return counting;
}

NgramEstimate NgramTrainingDialog::estimate() const {
    return {.smoothing = m_smoothing->currentData().value<NgramSmoothing>()};
}

} // namespace vitrine::app
