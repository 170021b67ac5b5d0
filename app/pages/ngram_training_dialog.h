#pragma once

#include <QDialog>

#include "app/workspace/model_shelf.h"
#include "widgets/common/parented_ptr.h"

class QComboBox;
class QDialogButtonBox;
class QLineEdit;
class QPlainTextEdit;
class QSpinBox;

namespace vitrine::app {

/// What to count, and how: a pasted text or a file, order, unit, smoothing, cut-offs.
class NgramTrainingDialog : public QDialog {
    Q_OBJECT
public:
    /// `unit` is the one to begin with.
    NgramTrainingDialog(NgramUnit unit, QWidget* parent);

    NgramText text() const;
    NgramCounting counting() const;
    NgramEstimate estimate() const;

private:
    void build();
    void chooseFile();
    void checkText();

    widgets::parented_ptr<QPlainTextEdit> m_text;
    widgets::parented_ptr<QLineEdit> m_file;
    widgets::parented_ptr<QSpinBox> m_order;
    widgets::parented_ptr<QComboBox> m_unit;
    widgets::parented_ptr<QComboBox> m_smoothing;
    widgets::parented_ptr<QSpinBox> m_cutoff;
    widgets::parented_ptr<QDialogButtonBox> m_buttons;
};

/// The methods under their translated names, their values as data; keeps what is chosen.
void fillSmoothings(QComboBox* box);

} // namespace vitrine::app

Q_DECLARE_METATYPE(vitrine::NgramSmoothing)
Q_DECLARE_METATYPE(vitrine::NgramUnit)
