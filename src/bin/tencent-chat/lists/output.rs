//! Where rows go: stdout, a device, or a file that appears when it is complete.

use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::destination::{Destination, permit};
use crate::failure::Failure;

/// Where rows go.
pub(super) enum Output {
    /// Stdout, a device or a pipe.
    Stream,
    /// Written as `part` until it is complete.
    File { part: PathBuf, path: PathBuf, file: File },
}

impl Output {
    /// Opens it, to go on after so many bytes. Where it `keeps` what an earlier run left, that is refused.
    pub(super) fn open(
        destination: Option<&Destination>,
        bytes: u64,
        keeps: bool,
    ) -> Result<(Self, Box<dyn Write>), Failure> {
        let (part, path, permissions) = match destination {
            None => return Ok((Self::Stream, Box::new(BufWriter::new(io::stdout())))),
            Some(Destination::Stream(path)) => {
                let stream = OpenOptions::new().write(true).open(path).map_err(|error| unusable(path, &error))?;
                return Ok((Self::Stream, Box::new(BufWriter::new(stream))));
            }
            Some(Destination::File { part, path, permissions }) => (part, path, permissions),
        };
        let shown = part.display();
        let unusable = |error: io::Error| unusable(part, &error);
        let file =
            OpenOptions::new().create(true).truncate(false).read(true).write(true).open(part).map_err(unusable)?;
        if file.try_lock().is_err() {
            return Err(Failure::usage(format!("{shown} is being written by another run")));
        }
        let there = file.metadata().map_err(unusable)?.len();
        if there < bytes {
            return Err(Failure::usage(format!("{shown} is shorter than its checkpoint says"))
                .hint("delete both to begin anew"));
        }
        if keeps && there > 0 {
            return Err(Failure::usage(format!(
                "{shown} holds what an earlier run read, which this one would replace"
            ))
            .hint("name another file with -o for the rest, or delete that one"));
        }
        permit(&file, permissions.as_ref()).map_err(unusable)?;
        file.set_len(bytes).map_err(unusable)?;
        let mut writer = file.try_clone().map_err(unusable)?;
        writer.seek(SeekFrom::Start(bytes)).map_err(unusable)?;
        Ok((Self::File { part: part.clone(), path: path.clone(), file }, Box::new(BufWriter::new(writer))))
    }

    /// Makes sure that what was flushed is on the disk, and says how much it is.
    pub(super) fn sync(&mut self) -> io::Result<u64> {
        match self {
            Self::Stream => Ok(0),
            Self::File { file, .. } => {
                file.sync_data()?;
                // Both handles share one position.
                file.stream_position()
            }
        }
    }

    /// Lets the file appear under its name.
    pub(super) fn publish(&mut self) -> io::Result<()> {
        match self {
            Self::Stream => Ok(()),
            Self::File { part, path, file } => {
                file.sync_all()?;
                std::fs::rename(part, path)
            }
        }
    }

    /// The file that holds what was read of an incomplete run.
    pub(super) fn part(&self) -> Option<&Path> {
        match self {
            Self::Stream => None,
            Self::File { part, .. } => Some(part),
        }
    }
}

pub(super) fn unusable(path: &Path, error: &io::Error) -> Failure {
    Failure::usage(format!("{} cannot be written: {error}", path.display()))
}

/// Writes a small file in one step: it holds the old text or the new one, whatever happens.
pub(crate) fn publish(path: &Path, text: &[u8]) -> io::Result<()> {
    let (part, path, permissions) = match Destination::of(path)? {
        Destination::Stream(path) => return OpenOptions::new().write(true).open(path)?.write_all(text),
        Destination::File { part, path, permissions } => (part, path, permissions),
    };
    let mut file = File::create(&part)?;
    permit(&file, permissions.as_ref())?;
    file.write_all(text)?;
    file.sync_all()?;
    std::fs::rename(part, path)
}
